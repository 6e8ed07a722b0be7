package odia.event;

import java.time.Instant;
import java.util.Map;

/**
 * The label of one document, as stream consumers read it.
 *
 * @param documentId of the document; also the record's key
 * @param label the most probable label
 * @param confidence its calibrated probability, in [0, 1]
 * @param probabilities probability per label, summing to 1
 * @param needsReview whether a person should look: the confidence is low, or most of the text is
 *     not Odia
 * @param truncated whether the document was longer than the model reads
 * @param words words the model read
 * @param odiaShare share of the letters read that are Odia, in (0, 1]
 * @param modelVersion of the checkpoint that gave the label
 * @param encoderFingerprint of the encoder that made its ids
 * @param source of the document, or null
 * @param eventTime of the document
 * @param classifiedAt when the label was given
 */
public record Classification(
    String documentId,
    String label,
    double confidence,
    Map<String, Double> probabilities,
    boolean needsReview,
    boolean truncated,
    int words,
    double odiaShare,
    String modelVersion,
    String encoderFingerprint,
    String source,
    Instant eventTime,
    Instant classifiedAt) {}
