package odia.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named tensors and text entries as one run of bytes, in the safetensors layout, which every
 * language has a reader for: 8 bytes little-endian header length, a JSON header, raw numbers. We
 * add a SHA-256 over all of it to the header's text entries, so that a flipped bit is found.
 * Nothing is allocated by a length that the bytes only claim.
 */
public final class Safetensors {

  private static final int LONGEST_HEADER = 1 << 20;
  private static final String METADATA = "__metadata__";
  private static final String DIGEST = "sha256";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Safetensors() {}

  /** Tensors and text entries in a stated order. */
  public record Content(Map<String, String> texts, Map<String, Tensor> tensors) {

    /** SHA-256 in hexadecimal over every name, type, shape, number and text. */
    String digest() {
      MessageDigest digest = sha256();
      texts.forEach((name, text) -> update(digest, name + '=' + text));
      tensors.forEach(
          (name, tensor) -> {
            update(digest, name + tensor.type() + Arrays.toString(tensor.shape()));
            digest.update(tensor.bytes());
          });
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static void update(MessageDigest digest, String text) {
    digest.update((text + '\n').getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] write(Content content) {
    byte[] header = header(content).toString().getBytes(StandardCharsets.UTF_8);
    int numbers = content.tensors.values().stream().mapToInt(t -> t.bytes().length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + numbers);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header);
    content.tensors.values().forEach(tensor -> bytes.put(tensor.bytes()));
    return bytes.array();
  }

  /** Writes a file whole or not at all: a reader never sees half of it. */
  public static void save(Content content, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path partial = Files.createTempFile(folder, "." + file.getFileName(), ".partial");
    try {
      Files.write(partial, write(content));
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static ObjectNode header(Content content) {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode texts = header.putObject(METADATA);
    content.texts.forEach(texts::put);
    texts.put(DIGEST, content.digest());
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : content.tensors.entrySet()) {
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", entry.getValue().type().name());
      Arrays.stream(entry.getValue().shape()).forEach(node.withArray("shape")::add);
      node.withArray("data_offsets").add(offset).add(offset += entry.getValue().bytes().length);
    }
    return header;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws CheckpointException if the bytes are anything else, saying what
   */
  public static Content read(byte[] bytes) {
    if (bytes.length < 8) {
      throw new CheckpointException("it has " + bytes.length + " bytes, too few for a checkpoint");
    }
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > LONGEST_HEADER || length > bytes.length - 8) {
      throw new CheckpointException("it does not begin like a checkpoint, or is cut off");
    }
    int start = 8 + (int) length;
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    int end = start;
    for (Map.Entry<String, JsonNode> entry : parse(bytes, start).properties()) {
      if (entry.getKey().equals(METADATA)) {
        entry.getValue().properties().forEach(t -> texts.put(t.getKey(), t.getValue().asText()));
      } else {
        Tensor tensor = tensor(entry, bytes, start, end);
        tensors.put(entry.getKey(), tensor);
        end += tensor.bytes().length;
      }
    }
    return verified(new Content(texts, tensors), bytes.length - end);
  }

  private static JsonNode parse(byte[] bytes, int end) {
    try {
      String header = new String(bytes, 8, end - 8, StandardCharsets.UTF_8);
      return JSON.readTree(header);
    } catch (JsonProcessingException e) {
      throw new CheckpointException("its header is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Tensors stand one after the other without a gap, so the offsets must be what we expect. */
  private static Tensor tensor(Map.Entry<String, JsonNode> entry, byte[] bytes, int start, int at) {
    JsonNode node = entry.getValue();
    long from = start + node.path("data_offsets").path(0).asLong(-1);
    long to = start + node.path("data_offsets").path(1).asLong(-1);
    if (from != at || to < from || to > bytes.length) {
      throw new CheckpointException(
          "it is cut off, or its tensor " + entry.getKey() + " is misplaced");
    }
    try {
      long[] shape = new long[node.path("shape").size()];
      Arrays.setAll(shape, i -> node.path("shape").path(i).asLong(-1));
      Tensor.Type type = type(node.path("dtype").asText());
      return new Tensor(type, shape, Arrays.copyOfRange(bytes, at, (int) to));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CheckpointException(
          "its tensor " + entry.getKey() + " makes no sense: " + e.getMessage(), e);
    }
  }

  private static Tensor.Type type(String name) {
    return Arrays.stream(Tensor.Type.values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("odia-stream writes no numbers of type " + name));
  }

  private static Content verified(Content content, int trailing) {
    String claimed = content.texts.remove(DIGEST);
    if (trailing != 0) {
      throw new CheckpointException("it has " + trailing + " bytes too many");
    }
    if (claimed == null) {
      throw new CheckpointException("it is of another program: it carries no SHA-256");
    }
    if (!content.digest().equals(claimed)) {
      throw new CheckpointException("its bytes are damaged: the SHA-256 is not the one it carries");
    }
    return content;
  }
}
