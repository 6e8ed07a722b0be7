package odia.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * Ed25519 keys (RFC 8032) as OpenSSL writes them in PEM files. What is signed are the bytes of a
 * manifest, which names the SHA-256 of the checkpoint. Immutable and thread-safe; never prints a
 * key.
 */
public final class SigningKeys {

  /** Nothing is signed, nothing is checked. */
  public static final SigningKeys NONE = new SigningKeys(null, null);

  private static final String ALGORITHM = "Ed25519";

  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  private SigningKeys(PrivateKey privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /**
   * @param privateFile PKCS 8 in PEM, or null to sign nothing
   * @param publicFile X.509 in PEM, or null to check nothing
   * @throws RegistryException if a file is no such key, naming it
   */
  public static SigningKeys read(Path privateFile, Path publicFile) {
    PrivateKey own =
        privateFile == null
            ? null
            : key(privateFile, (keys, der) -> keys.generatePrivate(new PKCS8EncodedKeySpec(der)));
    PublicKey others =
        publicFile == null
            ? null
            : key(publicFile, (keys, der) -> keys.generatePublic(new X509EncodedKeySpec(der)));
    return new SigningKeys(own, others);
  }

  private interface Reading<K> {
    K key(KeyFactory keys, byte[] der) throws GeneralSecurityException;
  }

  private static <K> K key(Path file, Reading<K> reading) {
    try {
      String pem = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
      byte[] der = Base64.getMimeDecoder().decode(pem);
      return reading.key(KeyFactory.getInstance(ALGORITHM), der);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new RegistryException(
          file
              + " is no Ed25519 key in PEM; make a pair with: openssl genpkey -algorithm ed25519"
              + " -out private.pem; openssl pkey -in private.pem -pubout -out public.pem",
          e);
    }
  }

  public boolean signs() {
    return privateKey != null;
  }

  public boolean checks() {
    return publicKey != null;
  }

  /** The signature, or null where nothing is signed. */
  byte[] sign(byte[] manifest) {
    try {
      if (privateKey == null) {
        return null;
      }
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(privateKey);
      signature.update(manifest);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has Ed25519", e);
    }
  }

  /** What is wrong with the signature, in words; null where nothing is, or nothing is checked. */
  String complaint(byte[] manifest, byte[] signature) {
    if (publicKey == null) {
      return null;
    }
    if (signature == null) {
      return "it is not signed, and a public key is set";
    }
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(publicKey);
      check.update(manifest);
      return check.verify(signature) ? null : "its signature is not by the key that is set";
    } catch (GeneralSecurityException e) {
      return "its signature is none: " + e.getMessage();
    }
  }
}
