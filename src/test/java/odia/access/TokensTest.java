package odia.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

  private static final String DIGEST = "a".repeat(64);

  @TempDir private Path folder;

  private Tokens read(String text) throws IOException {
    return Tokens.read(Files.writeString(folder.resolve("tokens"), text));
  }

  @Test
  void whatWasMadeOpensTheDoor() throws Exception {
    String token = Tokens.make();
    Tokens tokens = read(Tokens.line("ଆଶା", "annotator", token) + "\n");
    assertThat(tokens.of(token)).isEqualTo(new Person("ଆଶା", Role.ANNOTATOR));
    assertThat(tokens.of(token + "x")).isNull();
    assertThat(tokens.of("")).isNull();
    assertThat(tokens.isEmpty()).isFalse();
  }

  @Test
  void theFileHoldsNoToken() {
    String token = Tokens.make();
    assertThat(Tokens.line("asha", "viewer", token))
        .doesNotContain(token)
        .startsWith("asha viewer ");
  }

  @Test
  void theDigestIsNoToken() throws Exception {
    String line = Tokens.line("asha", "operator", Tokens.make());
    assertThat(read(line).of(line.split(" ")[2])).isNull();
  }

  @Test
  void tokensAreLongAndNeverTheSame() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      made.add(Tokens.make());
    }
    assertThat(made).hasSize(1_000).allMatch(token -> token.matches("[A-Za-z0-9_-]{43}"));
  }

  @Test
  void commentsAndEmptyLinesAndBlanksDoNotMatter() throws Exception {
    String token = Tokens.make();
    String line = Tokens.line("asha", "viewer", token).replace(" ", "  \t ");
    assertThat(read("# people\n\n   \n  " + line + "  \n").of(token)).isNotNull();
  }

  @Test
  void filesOfOtherEditorsAreRead() throws Exception {
    String token = Tokens.make();
    String second = Tokens.make();
    Tokens tokens =
        read(
            "\uFEFF"
                + Tokens.line("asha", "viewer", token)
                + "\r\n"
                + Tokens.line("bina", "operator", second)
                + "\r\n");
    assertThat(tokens.of(token).role()).isEqualTo(Role.VIEWER);
    assertThat(tokens.of(second).role()).isEqualTo(Role.OPERATOR);
  }

  @Test
  void onePersonMayHaveSeveralTokens() throws Exception {
    String first = Tokens.make();
    String second = Tokens.make();
    Tokens tokens =
        read(Tokens.line("asha", "viewer", first) + "\n" + Tokens.line("asha", "operator", second));
    assertThat(tokens.of(first).role()).isEqualTo(Role.VIEWER);
    assertThat(tokens.of(second).role()).isEqualTo(Role.OPERATOR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "asha",
        "asha viewer",
        "asha viewer " + "a",
        "asha viewer @ more",
        "asha VIEWER @",
        "asha anyone @",
        "asha root @",
        "as/ha viewer @",
        "<b> viewer @",
        "viewer @",
        "asha viewer @a",
        "asha viewer AAAA@"
      })
  void aWrongLineIsNamed(String line) {
    String text = "# one\n" + line.replace("@", DIGEST) + "\nbina viewer " + "b".repeat(64);
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(AccessException.class)
        .hasMessageContaining("tokens: line 2;")
        .hasMessageContaining("name role sha256");
  }

  @Test
  void everyWrongLineIsNamed() {
    assertThatThrownBy(() -> read("x\nasha viewer " + DIGEST + "\ny\n"))
        .hasMessageContaining("line 1, 3;");
  }

  @Test
  void aTokenOfTwoPeopleIsRefused() {
    String twice = "asha viewer " + DIGEST + "\nbina operator " + DIGEST;
    assertThatThrownBy(() -> read(twice)).hasMessageContaining("line 2;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nobody\n", "\uFEFF"})
  void aFileWithoutATokenIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).hasMessageContaining("there is no token");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Tokens.read(folder.resolve("absent")))
        .isInstanceOf(AccessException.class)
        .hasMessageContaining("absent cannot be read");
  }

  @Test
  void aFileThatIsNoTextIsNamed() throws Exception {
    Path file = Files.write(folder.resolve("raw"), new byte[] {(byte) 0xff, 0, (byte) 0xfe});
    assertThatThrownBy(() -> Tokens.read(file)).hasMessageContaining("raw cannot be read");
  }

  @Test
  void noLineIsMadeOfAWrongNameOrRole() {
    assertThatThrownBy(() -> Tokens.line("asha", "root", "t")).hasMessageContaining("root");
    assertThatThrownBy(() -> Tokens.line("asha", "anyone", "t")).hasMessageContaining("anyone");
    assertThatThrownBy(() -> Tokens.line("a b", "viewer", "t")).hasMessageContaining("a b");
  }

  @Test
  void aNameIsNoLongerThanAnAnnotatorsMayBe() {
    assertThat(Tokens.isName("ଅ".repeat(100))).isTrue();
    assertThat(Tokens.isName("a".repeat(101))).isFalse();
    assertThat(Tokens.isName("\uD835\uDC00".repeat(51))).isFalse();
    assertThat(Tokens.isName("")).isFalse();
    assertThat(Tokens.isName("a\nb")).isFalse();
  }

  @Test
  void withoutTokensNobodyHasOne() {
    assertThat(Tokens.NONE.isEmpty()).isTrue();
    assertThat(Tokens.NONE.of(Tokens.make())).isNull();
  }
}
