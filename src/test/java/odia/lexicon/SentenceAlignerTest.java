package odia.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import odia.lexicon.SentenceAligner.Pair;
import odia.text.Words;
import org.junit.jupiter.api.Test;

class SentenceAlignerTest {

  private static List<List<String>> words(List<String> sentences) {
    return sentences.stream().map(Words::of).toList();
  }

  @Test
  void sentencesInTheSameOrderPairOff() {
    Translations texts = new Translations(50);
    assertThat(SentenceAligner.align(words(texts.odia), words(texts.related)))
        .containsExactlyElementsOf(IntStream.range(0, 50).mapToObj(i -> new Pair(i, i)).toList());
  }

  @Test
  void sentencesThatOneSideLacksStayAlone() {
    Translations texts = new Translations(50);
    List<String> odia = new ArrayList<>(texts.odia);
    List<String> related = new ArrayList<>(texts.related);
    odia.subList(10, 15).clear();
    related.subList(30, 33).clear();
    List<Pair> pairs = SentenceAligner.align(words(odia), words(related));
    assertThat(pairs).contains(new Pair(9, 9), new Pair(10, 15), new Pair(44, 46));
    assertThat(pairs)
        .hasSize(42)
        .allMatch(p -> number(odia, p.first()) == number(related, p.second()));
  }

  private static int number(List<String> sentences, int place) {
    return Integer.parseInt(sentences.get(place).replaceAll("\\D", ""));
  }

  @Test
  void textsThatShareNothingHaveNoPairs() {
    List<List<String>> odia = words(List.of("ନଦୀ ବହୁଛି", "ରାଜା ଆସିଲେ"));
    assertThat(SentenceAligner.align(odia, words(List.of("କିତାବ ମଳିବ", "ଫୁଲ ଖୁବ")))).isEmpty();
    assertThat(SentenceAligner.align(odia, List.of())).isEmpty();
  }
}
