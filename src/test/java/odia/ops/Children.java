package odia.ops;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes of their own, to be killed and held. */
public final class Children {

  private Children() {}

  /**
   * A JVM on this one's class path, with what starts soonest, for several share two cores; what it
   * prints goes to name.log in the folder.
   */
  public static Process java(String name, Path folder, String... arguments) throws IOException {
    return java(List.of(), name, folder, arguments);
  }

  /**
   * @param wrapper a command to run it by, such as one that enters a network namespace
   */
  public static Process java(List<String> wrapper, String name, Path folder, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()))
        .start();
  }

  /** Stops it from doing anything, without ending it; connections stay open. */
  public static void hold(Process process) {
    signal(process, "STOP");
  }

  public static void release(Process process) {
    signal(process, "CONT");
  }

  private static void signal(Process process, String signal) {
    Shell.run("kill", "-" + signal, "" + process.pid());
  }
}
