package odia.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** How a checkpoint is spread over records: the one place that knows keys and sizes. */
final class ModelRecords {

  static final String SIGNATURE = "odia.signature";

  /** Of a part; with key and framing it stays below the topic's 1 MiB. */
  static final int PART_BYTES = 900 << 10;

  /** No checkpoint of ours comes near it, and nobody's claims make us keep more. */
  static final int MOST_BYTES = 256 << 20;

  /** How often a model's bytes stand in the heap while it is loaded, with the weights of them. */
  static final int COPIES = 6;

  private static final String MANIFEST = "manifest";

  private ModelRecords() {}

  static byte[] partKey(String version, int part) {
    return (version + "/" + part).getBytes(StandardCharsets.UTF_8);
  }

  static byte[] manifestKey(String version) {
    return (version + "/" + MANIFEST).getBytes(StandardCharsets.UTF_8);
  }

  /** The version of a manifest's key, or null for any other key. */
  static String versionOfManifest(byte[] key) {
    String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    return text.endsWith("/" + MANIFEST)
        ? text.substring(0, text.length() - MANIFEST.length() - 1)
        : null;
  }

  /** The version of a part's or manifest's key, or null for any other key. */
  static String versionOf(byte[] key) {
    String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    int slash = text.lastIndexOf('/');
    boolean ours = slash > 0 && text.substring(slash + 1).matches(MANIFEST + "|0|[1-9]\\d{0,5}");
    return ours ? text.substring(0, slash) : null;
  }

  /** Of the parts as one run of bytes, in hexadecimal. */
  static String sha256(List<byte[]> parts) {
    MessageDigest digest = sha256();
    parts.forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
