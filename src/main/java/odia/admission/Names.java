package odia.admission;

/**
 * The names in a file of rights that depend on settings.
 *
 * @param application consumer group of the classifiers, and prefix of their own topics
 * @param learner consumer group of the learners, and their transactional id
 */
public record Names(String application, String learner) {

  /** What the settings are by default. */
  public static final Names STANDARD = new Names("odia-classifier", "odia-learner");

  String fill(String name) {
    return name.replace("${application}", application).replace("${learner}", learner);
  }
}
