package odia.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import odia.model.CheckpointException;
import odia.model.Safetensors;
import odia.model.Tensor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a pretraining needs to go on after it was stopped, in a file beside its output: written
 * after every epoch, removed when the checkpoint is there.
 */
final class PretrainState {

  private static final String IDENTITY = "identity";
  private static final String TABLE = "table";
  private static final String CONTEXTS = "contexts";
  private static final String PARAMETERS = "parameters";
  private static final String UPDATER = "updater";

  private final Path file;
  private final String identity;

  /**
   * @param identity settings and text; a state of another pretraining is not taken up
   */
  PretrainState(Path file, String identity) {
    this.file = file;
    this.identity = identity;
  }

  /** Epochs done: of skip-gram, then of the language model. */
  record Done(int skipGram, int languageModel) {}

  void saveSkipGram(int epochs, float[] table, float[] contexts) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(TABLE, Tensor.ofFloats(table, table.length));
    tensors.put(CONTEXTS, Tensor.ofFloats(contexts, contexts.length));
    save(new Done(epochs, 0), tensors);
  }

  void saveLanguageModel(Done done, ComputationGraph network) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    float[] parameters = network.params().dup('c').data().asFloat();
    float[] updater = network.getUpdater().getStateViewArray().dup('c').data().asFloat();
    tensors.put(PARAMETERS, Tensor.ofFloats(parameters, parameters.length));
    tensors.put(UPDATER, Tensor.ofFloats(updater, updater.length));
    save(done, tensors);
  }

  private void save(Done done, Map<String, Tensor> tensors) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(IDENTITY, identity);
    texts.put("skipGram", Integer.toString(done.skipGram));
    texts.put("languageModel", Integer.toString(done.languageModel));
    Safetensors.save(new Safetensors.Content(texts, tensors), file);
  }

  /** The state of an earlier run, or null where there is none of this very pretraining. */
  Loaded load() throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      Safetensors.Content content = Safetensors.read(Files.readAllBytes(file));
      return identity.equals(content.texts().get(IDENTITY)) ? new Loaded(content) : null;
    } catch (CheckpointException e) {
      return null; // a state that was damaged is no loss but time
    }
  }

  void remove() throws IOException {
    Files.deleteIfExists(file);
  }

  /** A state read back. */
  record Loaded(Safetensors.Content content) {

    Done done() {
      return new Done(
          Integer.parseInt(content.texts().get("skipGram")),
          Integer.parseInt(content.texts().get("languageModel")));
    }

    void restore(float[] table, float[] contexts) {
      copy(TABLE, table);
      copy(CONTEXTS, contexts);
    }

    private void copy(String name, float[] into) {
      float[] from = content.tensors().get(name).floats();
      System.arraycopy(from, 0, into, 0, into.length);
    }

    void restore(ComputationGraph network, int steps) {
      network.setParams(
          Nd4j.createFromArray(content.tensors().get(PARAMETERS).floats()).reshape(1, -1));
      network
          .getUpdater()
          .getStateViewArray()
          .assign(Nd4j.createFromArray(content.tensors().get(UPDATER).floats()));
      network.getConfiguration().setIterationCount(steps);
    }
  }
}
