package odia.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What fuzzing starts from, and what it has found, once more: without a fuzzer, in no time. */
class FuzzSeedsTest {

  static List<Path> seeds() throws IOException {
    try (Stream<Path> files = Files.walk(Seeds.FOLDER)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aSeedDoesNoHarm(Path seed) throws Throwable {
    String target = seed.getParent().getFileName().toString();
    String name = (target.equals("HttpFuzz") ? "odia.dashboard." : "odia.fuzz.") + target;
    MethodHandle run =
        MethodHandles.publicLookup()
            .findStatic(
                Class.forName(name),
                "fuzzerTestOneInput",
                MethodType.methodType(void.class, byte[].class));
    run.invoke(Files.readAllBytes(seed));
  }

  @Test
  void whoAllocatesMoreThanHisInputEarnsIsFound() {
    Bounds.within(10, () -> assertThat(new byte[1 << 20]).isNotNull());
    assertThatThrownBy(() -> Bounds.within(10, () -> assertThat(new byte[64 << 20]).isNotNull()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("10 bytes of input");
  }
}
