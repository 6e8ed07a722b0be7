package odia.model;

import java.util.List;
import java.util.Map;
import odia.text.NgramRange;
import odia.text.TextEncoder;
import odia.text.Vocabulary;
import odia.text.VocabularyBuilder;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.Sgd;

/** Small untrained models, made in no time: their scores are arbitrary, but the same every time. */
public final class ToyModels {

  public static final List<String> LABELS = List.of("କ୍ରୀଡ଼ା", "ରାଜନୀତି", "ସ୍ୱାସ୍ଥ୍ୟ");

  public static final List<String> TEXTS =
      List.of(
          "ଭାରତ କ୍ରିକେଟ ଦଳ ଆଜି ଜିତିଲା",
          "ମନ୍ତ୍ରୀ ସଂସଦରେ ବିଲ ଉପସ୍ଥାପନ କଲେ। ବିରୋଧୀ ଦଳ ଏହାକୁ ବିରୋଧ କଲା",
          "ରୋଗ",
          "ଡାକ୍ତରଖାନାରେ ନୂଆ ଔଷଧ ମିଳୁଛି ଓ ରୋଗୀ ଭଲ ହେଉଛନ୍ତି");

  private static final Shape SHAPE = new Shape(12, 10, 2, 8);

  private ToyModels() {}

  public static Checkpoint checkpoint(long seed) {
    return checkpoint(seed, Manifest.Kind.CLASSIFIER);
  }

  public static Checkpoint checkpoint(long seed, Manifest.Kind kind) {
    VocabularyBuilder builder = new VocabularyBuilder(NgramRange.DEFAULT);
    TEXTS.forEach(builder::add);
    Vocabulary vocabulary = builder.build(new VocabularyBuilder.Limits(1, 50, 1, 60, 20));
    Heads.Plan plan = new Heads.Plan(SHAPE, vocabulary.rows(), LABELS.size(), 0, seed);
    ComputationGraph network = Heads.classifier(plan, group -> new Sgd(0.1));
    Manifest manifest =
        new Manifest(
            kind,
            SHAPE,
            new Manifest.Encoder(
                vocabulary.range(), vocabulary.buckets(), vocabulary.fingerprint()),
            LABELS,
            new Manifest.Calibration(0.5, 0.1, 0.4),
            Map.of("devAccuracy", 0.5),
            new Provenance("test", Map.of("seed", "" + seed), Map.of(), "none", "here", "now"));
    return Checkpoint.of(network.paramTable(), new TextEncoder(vocabulary), manifest);
  }
}
