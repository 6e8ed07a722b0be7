package odia.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {

  private static final byte[] MANIFEST = {1, 2, 3};

  /** As "openssl genpkey -algorithm ed25519" and "openssl pkey -pubout" of OpenSSL 3 wrote them. */
  private static final String PRIVATE_PEM =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIH8UCmg2ZghCraefoEcHHNV+1mNZ4KVPAacZcO0gJu0P
      -----END PRIVATE KEY-----
      """;

  private static final String PUBLIC_PEM =
      """
      -----BEGIN PUBLIC KEY-----
      MCowBQYDK2VwAyEAAgy5lRJTXfVWogMhw2tnZ2QXLVi1XYOsur8FXbUTDCA=
      -----END PUBLIC KEY-----
      """;

  @TempDir private Path folder;

  @Test
  void whatOneKeySignsItsPublicKeyAccepts() {
    SigningKeys keys = TestKeys.pair(folder, "our");

    assertThat(keys.complaint(MANIFEST, keys.sign(MANIFEST))).isNull();
    assertThat(keys.signs()).isTrue();
    assertThat(keys.checks()).isTrue();
  }

  @Test
  void keysAsOpenSslWritesThemAreRead() throws IOException {
    SigningKeys keys =
        SigningKeys.read(file("private.pem", PRIVATE_PEM), file("public.pem", PUBLIC_PEM));

    assertThat(keys.complaint(MANIFEST, keys.sign(MANIFEST))).isNull();
  }

  @Test
  void windowsLineEndsAreNoHarm() throws IOException {
    String pem = PUBLIC_PEM.replace("\n", "\r\n");

    assertThat(SigningKeys.read(null, file("public.pem", pem)).checks()).isTrue();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void anotherKeysSignatureIsNoticed() {
    byte[] theirs = TestKeys.pair(folder, "their").sign(MANIFEST);

    assertThat(TestKeys.pair(folder, "our").complaint(MANIFEST, theirs))
        .contains("not by the key that is set");
  }

  @Test
  void aChangedManifestIsNoticed() {
    SigningKeys keys = TestKeys.pair(folder, "our");

    assertThat(keys.complaint(new byte[] {1, 2, 4}, keys.sign(MANIFEST)))
        .contains("not by the key that is set");
  }

  @Test
  void aMissingSignatureIsNoticed() {
    assertThat(TestKeys.pair(folder, "our").complaint(MANIFEST, null)).contains("not signed");
  }

  @Test
  void whatIsNoSignatureIsNoticed() {
    assertThat(TestKeys.pair(folder, "our").complaint(MANIFEST, new byte[] {1}))
        .contains("signature");
  }

  @Test
  void withoutKeysNothingIsSignedAndNothingChecked() {
    assertThat(SigningKeys.NONE.sign(MANIFEST)).isNull();
    assertThat(SigningKeys.NONE.complaint(MANIFEST, null)).isNull();
    assertThat(SigningKeys.read(null, null).checks()).isFalse();
  }

  @Test
  void aFileThatIsNoKeyIsNamedWithTheMend() throws IOException {
    Path garbage = file("garbage.pem", "no key at all");

    assertThatThrownBy(() -> SigningKeys.read(garbage, null))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("garbage.pem is no Ed25519 key")
        .hasMessageContaining("openssl genpkey -algorithm ed25519");
  }

  @Test
  void aFileThatIsAbsentIsNamed() {
    assertThatThrownBy(() -> SigningKeys.read(null, folder.resolve("none.pem")))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("none.pem");
  }

  @Test
  void aPrivateKeyInThePublicOnesPlaceIsRefused() throws IOException {
    Path own = file("private.pem", PRIVATE_PEM);

    assertThatThrownBy(() -> SigningKeys.read(null, own))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("private.pem");
  }

  @Test
  void aKeyOfAnotherKindIsRefused() throws Exception {
    byte[] rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic().getEncoded();
    Path file = file("rsa.pem", TestKeys.pem("PUBLIC KEY", rsa));

    assertThatThrownBy(() -> SigningKeys.read(null, file))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("rsa.pem is no Ed25519 key");
  }
}
