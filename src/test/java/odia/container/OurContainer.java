package odia.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import java.time.Duration;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A role of ours in a container, ready once its status server says so. */
final class OurContainer extends GenericContainer<OurContainer> {

  static final int STATUS_PORT = 9100;
  private static final int STOP_SECONDS = 30;

  OurContainer(DockerImageName image, Network network, String role) {
    super(image);
    withNetwork(network);
    withEnv("KAFKA_BOOTSTRAP_SERVERS", "kafka:19092");
    withEnv("ODIA_STREAM_THREADS", "1");
    withCommand(role);
    withExposedPorts(STATUS_PORT);
    waitingFor(
        Wait.forHttp("/health/ready")
            .forPort(STATUS_PORT)
            .withStartupTimeout(Duration.ofMinutes(3)));
  }

  private static DockerClient docker() {
    return DockerClientFactory.instance().client();
  }

  /** Ends it at once, in the middle of whatever it does. */
  void kill() {
    docker().killContainerCmd(getContainerId()).withSignal("KILL").exec();
  }

  /** Asks it to end, as docker stop does, and kills it after half a minute; its exit status. */
  int end() {
    docker().stopContainerCmd(getContainerId()).withTimeout(STOP_SECONDS).exec();
    return docker()
        .waitContainerCmd(getContainerId())
        .exec(new WaitContainerResultCallback())
        .awaitStatusCode();
  }
}
