package odia.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

  @TempDir private Path folder;

  @Test
  void everyOneHasItsOwn() {
    try (StateFolder first = StateFolder.in(folder);
        StateFolder second = StateFolder.in(folder)) {
      assertThat(first.path()).isDirectory().isNotEqualTo(second.path());
    }
  }

  @Test
  void whatWasGivenBackIsFoundAgain() throws IOException {
    try (StateFolder first = StateFolder.in(folder)) {
      Files.createFile(first.path().resolve("store"));
    }
    try (StateFolder second = StateFolder.in(folder)) {
      assertThat(second.path().resolve("store")).exists();
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamedWithItsMend() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> StateFolder.in(file))
        .isInstanceOf(OpsException.class)
        .hasMessageContainingAll(file.toString(), "ODIA_STATE_DIR");
  }
}
