package odia.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OdiaScriptTest {

  @ParameterizedTest
  @CsvSource({
    "भारत क्रिकेट,ଭାରତ କ୍ରିକେଟ", // Hindi
    "ভারত ক্রিকেট,ଭାରତ କ୍ରିକେଟ", // Bengali
    "ભારત ક્રિકેટ,ଭାରତ କ୍ରିକେଟ", // Gujarati
    "ਭਾਰਤ,ଭାରତ", // Punjabi
    "ৰাজ্য আৰু ৱ,ରାଜ୍ୟ ଆରୁ ବ", // Assamese letters of its own
    "हिन्दी विश्व,ହିନ୍ଦୀ ବିଶ୍ବ", // va is written ba
    "লড়াই হয়,ଲଡ଼ାଇ ହୟ", // dots that Odia has
    "ज़मीन फ़िल्म,ଜମୀନ ଫିଲ୍ମ", // dots that it has not
    "ਪੰਜਾਬ ਪੱਕਾ,ପଞ୍ଜାବ ପକା", // tippi, addak
    "হঠাৎ।,ହଠାତ୍।", // khanda ta; the danda stays
    "२०२४,୨୦୨୪",
    "भारतीय यात्रा व्यक्ति,ଭାରତୀୟ ଯାତ୍ରା ବ୍ୟକ୍ତି", // ya inside a word and before it
    "अंक पंच डंडा अंत संबंध संसार,ଅଙ୍କ ପଞ୍ଚ ଡଣ୍ଡା ଅନ୍ତ ସମ୍ବନ୍ଧ ସଂସାର", // nasals by their stop
    "ऑस्कर कॉलेज,ଅସ୍କର କଲେଜ", // the English o
  })
  void relatedScriptsBecomeOdia(String related, String odia) {
    assertThat(OdiaScript.of(related)).isEqualTo(odia);
  }

  @Test
  void odiaAndAllElseStaysAsItIs() {
    String text = "ଓଡ଼ିଶା ୱେବ ଜ\u0B3C hello 123 ।";
    assertThat(OdiaScript.of(text)).isEqualTo(text);
  }
}
