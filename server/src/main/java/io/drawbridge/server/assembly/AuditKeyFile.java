package io.drawbridge.server.assembly;

import io.drawbridge.protocol.audit.AuditSignature;
import io.drawbridge.protocol.audit.AuditSigner;
import io.drawbridge.protocol.audit.Json;
import io.drawbridge.server.audit.chain.SigningKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * The key that signs the audit: a file of the data folder that holds the public key in its X.509
 * form, and the private one in PKCS #8 behind it. A file of the same name with {@code .old} is the
 * key before, which vouches for the new one.
 */
final class AuditKeyFile {
  private static final String ALGORITHM = "Ed25519";
  private static final int PUBLIC_BYTES = 44;
  private static final int PRIVATE_BYTES = 48;
  private static final int BYTES = PUBLIC_BYTES + PRIVATE_BYTES;

  private AuditKeyFile() {}

  /**
   * Reads the keys, or makes the first.
   *
   * @throws IOException if they cannot be used
   */
  static SigningKeys readOrMake(Path file, SecureRandom random) throws IOException {
    AuditSigner current = signer(file, SecretFile.readOrMake(file, BYTES, () -> fresh(random)));
    Path old = file.resolveSibling(file.getFileName() + ".old");
    Optional<AuditSigner> previous =
        Files.exists(old)
            ? Optional.of(signer(old, SecretFile.read(old, BYTES)))
            : Optional.empty();
    return new SigningKeys(current, previous.filter(it -> !it.keyId().equals(current.keyId())));
  }

  static byte[] fresh(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, random);
      KeyPair pair = generator.generateKeyPair();
      ByteArrayOutputStream both = new ByteArrayOutputStream();
      both.writeBytes(pair.getPublic().getEncoded());
      both.writeBytes(pair.getPrivate().getEncoded());
      return both.toByteArray();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has Ed25519", e);
    }
  }

  private static AuditSigner signer(Path file, byte[] both) throws IOException {
    byte[] publicKey = Arrays.copyOf(both, PUBLIC_BYTES);
    try {
      PrivateKey key =
          KeyFactory.getInstance(ALGORITHM)
              .generatePrivate(
                  new PKCS8EncodedKeySpec(Arrays.copyOfRange(both, PUBLIC_BYTES, BYTES)));
      AuditSigner signer = new AuditSigner(key, publicKey);
      byte[] proof = signer.signature(AuditSignature.Of.KEY, Json.Obj.EMPTY);
      if (AuditSignature.verify(
          AuditSignature.Of.KEY, Json.Obj.EMPTY, proof, AuditSignature.publicKey(publicKey))) {
        return signer;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("%s: no key pair (expected: of Ed25519)".formatted(file), e);
    }
    throw new IOException("%s: two keys of different pairs".formatted(file));
  }
}
