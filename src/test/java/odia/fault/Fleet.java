package odia.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import odia.ops.Children;
import odia.stream.ClassifierProcess;

/** Instances of the classifier, each a process with a state folder of its own. */
final class Fleet implements AutoCloseable {

  private final String bootstrapServers;
  private final Path folder;
  private final List<String> settings;
  private final List<Process> instances = new ArrayList<>();

  /**
   * @param settings for their Kafka clients, name=value
   */
  Fleet(String bootstrapServers, Path folder, String... settings) {
    this.bootstrapServers = bootstrapServers;
    this.folder = folder;
    this.settings = List.of(settings);
  }

  /** One more; returns its number, from 0. */
  int add() {
    return add(List.of());
  }

  /**
   * @param host the command to run it by
   */
  int add(List<String> host) {
    instances.add(null);
    start(instances.size() - 1, host);
    return instances.size() - 1;
  }

  /** Starts one again, with the state it had. */
  void start(int number) {
    start(number, List.of());
  }

  private void start(int number, List<String> host) {
    String name = "instance-" + number;
    List<String> arguments = new ArrayList<>();
    arguments.add(ClassifierProcess.class.getName());
    arguments.addAll(List.of(bootstrapServers, state(number).toString(), "fake"));
    arguments.addAll(settings);
    try {
      instances.set(number, Children.java(host, name, folder, arguments.toArray(String[]::new)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path state(int number) {
    return folder.resolve("state-" + number);
  }

  Process process(int number) {
    return instances.get(number);
  }

  /** Ends one at once, in the middle of whatever it does. */
  void kill(int number) throws InterruptedException {
    instances.get(number).destroyForcibly().waitFor();
  }

  /** Ends one as it should be ended. */
  void stop(int number) throws InterruptedException {
    instances.get(number).destroy();
    instances.get(number).waitFor();
  }

  @Override
  public void close() {
    Stream<Process> alive = instances.stream().filter(p -> p != null);
    alive.forEach(Process::destroyForcibly);
  }
}
