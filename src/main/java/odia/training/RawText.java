package odia.training;

import java.util.function.Consumer;

/** Raw text that can be read more than once, line by line, without being held in memory. */
@FunctionalInterface
public interface RawText {
  void forEachLine(Consumer<String> line);
}
