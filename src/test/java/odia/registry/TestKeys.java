package odia.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Fresh Ed25519 keys. */
public final class TestKeys {

  private TestKeys() {}

  /** Signs, and checks what it signed. */
  public static SigningKeys pair(Path folder, String name) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      Path own = folder.resolve(name + "-private.pem");
      Path others = folder.resolve(name + "-public.pem");
      Files.writeString(own, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
      Files.writeString(others, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
      return SigningKeys.read(own, others);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has Ed25519", e);
    }
  }

  static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
  }
}
