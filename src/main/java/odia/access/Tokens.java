package odia.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The tokens that open the dashboard, by a file with a line for each: name, role and the token's
 * SHA-256, with blanks between. The tokens themselves, 256 random bits each, are nowhere but with
 * the people they belong to, so that who reads the file cannot log in. Immutable.
 */
public final class Tokens {

  /** Without tokens everybody who reaches the dashboard is the operator of the machine. */
  public static final Tokens NONE = new Tokens(Map.of());

  private static final String BYTE_ORDER_MARK = "\uFEFF"; // some editors put it before the text
  private static final int BYTES = 32;
  private static final String NAME = "[\\p{L}\\p{M}\\p{N}._@-]+";
  private static final int LONGEST_NAME = 100; // of a correction's annotator

  private final Map<String, Person> byDigest;

  private Tokens(Map<String, Person> byDigest) {
    this.byDigest = Map.copyOf(byDigest);
  }

  /**
   * Reads a file.
   *
   * @throws AccessException if it cannot be read or used, naming the line
   */
  public static Tokens read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AccessException(500, file + " cannot be read: " + e.getMessage());
    }
    Map<String, Person> found = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replace(BYTE_ORDER_MARK, "").strip();
      if (!line.isEmpty() && !line.startsWith("#") && !take(line, found)) {
        wrong.add(String.valueOf(i + 1));
      }
    }
    if (!wrong.isEmpty() || found.isEmpty()) {
      String what = wrong.isEmpty() ? "there is no token" : "line " + String.join(", ", wrong);
      throw new AccessException(
          500,
          "%s: %s; a line is: name role sha256 (roles: viewer, annotator, operator), as odia token writes it"
              .formatted(file, what));
    }
    return new Tokens(found);
  }

  private static boolean take(String line, Map<String, Person> found) {
    String[] parts = line.split("\\s+");
    if (parts.length != 3 || !isName(parts[0]) || !parts[2].matches("[0-9a-f]{64}")) {
      return false;
    }
    Role role = Role.named(parts[1]);
    return role != null && found.put(parts[2], new Person(parts[0], role)) == null;
  }

  /** Whether a token can have this name. */
  public static boolean isName(String name) {
    return name.length() <= LONGEST_NAME && name.matches(NAME);
  }

  /** A new token. */
  public static String make() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /**
   * The line for the file.
   *
   * @param role as users write it
   * @throws AccessException if there is no such role, or it cannot be a name
   */
  public static String line(String name, String role, String token) {
    if (Role.named(role) == null) {
      throw new AccessException(
          400, role + " is no role; it must be viewer, annotator or operator");
    }
    if (!isName(name)) {
      throw new AccessException(
          400, name + " is no name; it must have 1 to 100 letters, digits or . _ @ -");
    }
    return name + " " + role + " " + sha256(token);
  }

  private static String sha256(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  public boolean isEmpty() {
    return byDigest.isEmpty();
  }

  /** Whose token it is, or null. How long that takes tells nothing of the tokens there are. */
  Person of(String token) {
    return byDigest.get(sha256(token));
  }
}
