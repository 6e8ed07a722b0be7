package odia.fault;

import java.util.ArrayList;
import java.util.List;
import odia.ops.Shell;

/**
 * Network namespaces joined by a bridge: brokers and tests on this host's side of it, instances
 * each in a namespace of its own, whose cable can be pulled. What was on its way is gone then, and
 * no connection is told so.
 */
final class Network implements AutoCloseable {

  private static final String BRIDGE = "odia-br";

  /** This host, as the namespaces see it. */
  static final String HOST = "10.213.77.1";

  private int hosts;

  /**
   * @return why there can be none here (it takes Linux, root and iproute2), or null where there can
   */
  static String unavailable() {
    String failure = Shell.tryRun("ip", "netns", "add", "odia-probe");
    if (failure == null) {
      Shell.run("ip", "netns", "del", "odia-probe");
    }
    return failure;
  }

  Network() {
    Shell.tryRun("ip", "link", "del", BRIDGE); // of a run that was killed
    Shell.run("ip", "link", "add", BRIDGE, "type", "bridge");
    Shell.run("ip", "addr", "add", HOST + "/24", "dev", BRIDGE);
    Shell.run("ip", "link", "set", BRIDGE, "up");
  }

  /** Another host; returns the command to run something on it by. */
  List<String> host() {
    int number = ++hosts;
    String name = "odia-host-" + number;
    String inner = "odia-in-" + number;
    clear(number); // of a run that was killed
    Shell.run("ip", "netns", "add", name);
    Shell.run("ip", "link", "add", cable(number), "type", "veth", "peer", "name", inner);
    Shell.run("ip", "link", "set", cable(number), "master", BRIDGE, "up");
    Shell.run("ip", "link", "set", inner, "netns", name);
    in(name, "ip", "addr", "add", "10.213.77." + (number + 1) + "/24", "dev", inner);
    in(name, "ip", "link", "set", inner, "up");
    in(name, "ip", "link", "set", "lo", "up");
    return List.of("ip", "netns", "exec", name);
  }

  /** The cable first: a namespace that is deleted keeps its end for a while. */
  private static void clear(int number) {
    Shell.tryRun("ip", "link", "del", cable(number));
    Shell.tryRun("ip", "netns", "del", "odia-host-" + number);
  }

  private static String cable(int number) {
    return "odia-veth-" + number;
  }

  private static void in(String namespace, String... command) {
    List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    whole.addAll(List.of(command));
    Shell.run(whole.toArray(String[]::new));
  }

  /**
   * @param number of a host, from 1
   */
  void cut(int number) {
    Shell.run("ip", "link", "set", cable(number), "down");
  }

  void join(int number) {
    Shell.run("ip", "link", "set", cable(number), "up");
  }

  @Override
  public void close() {
    for (int number = 1; number <= hosts; number++) {
      clear(number);
    }
    Shell.tryRun("ip", "link", "del", BRIDGE);
  }
}
