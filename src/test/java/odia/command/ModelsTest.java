package odia.command;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import odia.model.ToyModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {

  @Test
  void whatCannotBeWrittenAfterAllIsTheUsersToMend(@TempDir Path folder) throws IOException {
    Path taken = Files.createDirectories(folder.resolve("model.ckpt/full")).getParent();

    assertThatThrownBy(() -> Models.save(ToyModels.checkpoint(1), taken))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("model.ckpt cannot be written");
  }
}
