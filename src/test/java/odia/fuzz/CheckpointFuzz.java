package odia.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import odia.model.Checkpoint;
import odia.model.CheckpointException;
import odia.model.Safetensors;
import odia.model.Tensor;

/** Checkpoints of hostile bytes, and of a forger who knows how to make the digest right. */
public final class CheckpointFuzz {

  private CheckpointFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    Bounds.within(data.length, () -> load(new Pieces(data)));
  }

  private static void load(Pieces pieces) {
    boolean forged = pieces.number() % 2 == 1;
    try {
      Checkpoint.fromBytes(forged ? forged(pieces) : pieces.rest(), "a file").version();
    } catch (CheckpointException e) {
      Bounds.check(e.getMessage() != null && !e.getMessage().isBlank(), "no reason given");
    }
  }

  private static byte[] forged(Pieces pieces) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format", "odia-checkpoint/2");
    put(texts, pieces.next());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : new String[] {"vocabulary/words", "vocabulary/ngrams", "body/x"}) {
      byte[] content = pieces.next();
      if (content != null) {
        Tensor.Type type = name.startsWith("v") ? Tensor.Type.U8 : Tensor.Type.I8;
        tensors.put(name, new Tensor(type, new long[] {content.length}, content));
      }
    }
    return Safetensors.write(new Safetensors.Content(texts, tensors));
  }

  private static void put(Map<String, String> texts, byte[] manifest) {
    if (manifest != null) {
      texts.put("manifest", new String(manifest, UTF_8));
    }
  }
}
