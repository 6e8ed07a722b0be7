package odia.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import odia.corpus.CorpusException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LexiconTest {

  @TempDir Path folder;

  @Test
  void learnsTheWordsFromTranslatedSentences() {
    Translations texts = new Translations(200);
    LexiconBuilder builder = new LexiconBuilder(texts.odia);
    assertThat(builder.add(texts.related)).isEqualTo(200);
    Map<String, String> words = builder.build().words();
    assertThat(words).containsOnlyKeys(Translations.relatedWords());
    words.forEach((related, odia) -> assertThat(odia).isEqualTo(Translations.meaning(related)));
  }

  @Test
  void sentencesThatAreNoTranslationsTeachNoWords() {
    Translations texts = new Translations(200);
    LexiconBuilder builder = new LexiconBuilder(texts.odia);
    builder.add(texts.related.stream().map(s -> s.replaceAll("\\d+", "")).toList());
    assertThat(builder.build().words()).isEmpty();
  }

  @Test
  void readsARelatedTextInOdiaLetterByLetterAndWordByWord() {
    Lexicon lexicon = new Lexicon(Map.of("ମେଂ", "ରେ", "ଫିଲ୍ମ", "ଚଳଚ୍ଚିତ୍ର"));
    assertThat(lexicon.odia("भारत में फ़िल्म")).isEqualTo("ଭାରତ ରେ ଚଳଚ୍ଚିତ୍ର");
    assertThat(Lexicon.NONE.odia("भारत में")).isEqualTo("ଭାରତ ମେଂ");
  }

  @Test
  void aFileKeepsItAndIsTheSameEachTime() throws IOException {
    Lexicon lexicon = new Lexicon(Map.of("ମେଂ", "ରେ", "ଫିଲ୍ମ", "ଚଳଚ୍ଚିତ୍ର"));
    Path file = folder.resolve("lexicon.tsv.gz");
    lexicon.write(file);
    assertThat(Lexicon.read(file)).isEqualTo(lexicon);
    byte[] once = Files.readAllBytes(file);
    lexicon.write(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(once);
  }

  @Test
  void aLineThatIsNoPairIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.tsv"), "ମେଂ\tରେ\nଫିଲ୍ମ\n");
    assertThatThrownBy(() -> Lexicon.read(file))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("bad.tsv, line 2")
        .hasMessageContaining("two words with a tab");
  }
}
