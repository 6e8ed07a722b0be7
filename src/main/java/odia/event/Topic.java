package odia.event;

import java.util.List;

/**
 * A topic and what its values are.
 *
 * @param name on the cluster, and of its file in the topics folder
 * @param values class of the record its values hold; bytes where they may be anything
 */
public record Topic<T>(String name, Class<T> values) {

  public static final Topic<Document> DOCUMENTS = new Topic<>("odia.documents", Document.class);
  public static final Topic<Classification> LABELS =
      new Topic<>("odia.labels", Classification.class);
  public static final Topic<Correction> CORRECTIONS =
      new Topic<>("odia.corrections", Correction.class);
  public static final Topic<Example> EXAMPLES = new Topic<>("odia.examples", Example.class);

  /** Parts of checkpoints, keyed version/number, and their manifests, keyed version/manifest. */
  public static final Topic<byte[]> MODELS = new Topic<>("odia.models", byte[].class);

  public static final Topic<Promotion> PROMOTIONS = new Topic<>("odia.promotions", Promotion.class);
  public static final Topic<byte[]> DEAD_LETTERS = new Topic<>("odia.dead-letters", byte[].class);

  public static final Topic<Instance> INSTANCES = new Topic<>("odia.instances", Instance.class);

  /** Every topic there is. */
  public static List<Topic<?>> all() {
    return List.of(
        DOCUMENTS, LABELS, CORRECTIONS, EXAMPLES, MODELS, PROMOTIONS, DEAD_LETTERS, INSTANCES);
  }
}
