package odia.training;

import java.util.List;
import odia.corpus.LabelledText;

/**
 * What a fine-tuning is given.
 *
 * @param train Odia texts to learn from; their labels are the label set
 * @param related texts of related languages in Odia script, with the same labels; may be empty
 * @param dev texts for temperature and review threshold, and to report on; may be empty
 */
public record FineTuneData(
    List<LabelledText> train, List<LabelledText> related, List<LabelledText> dev) {}
