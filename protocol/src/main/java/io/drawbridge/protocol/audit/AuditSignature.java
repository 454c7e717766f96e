package io.drawbridge.protocol.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** Signs statements about the audit log, and checks them: Ed25519 over canonical JSON. */
public final class AuditSignature {
  private static final String ALGORITHM = "Ed25519";
  private static final int KEY_ID_BYTES = 16;

  private AuditSignature() {}

  /**
   * A thing that is signed; its name is part of what is signed, so that none passes for another.
   */
  public enum Of {
    CHECKPOINT("checkpoint"),
    END("end"),
    KEY("key"),
    RECEIPT("receipt");

    private final String wire;

    Of(String wire) {
      this.wire = wire;
    }

    /** The type of the line that carries it, and its field there. */
    public String wire() {
      return wire;
    }

    private byte[] bytes(Json statement) {
      return ("drawbridge audit " + wire + "\n" + CanonicalJson.text(statement))
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Signs a statement. */
  public static byte[] sign(Of what, Json statement, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(what.bytes(statement));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that signs nothing", e);
    }
  }

  /** True if the key signed exactly this. */
  public static boolean verify(Of what, Json statement, byte[] signed, PublicKey key) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(what.bytes(statement));
      return signature.verify(signed);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  /** The name of a key: the start of the hash of its X.509 form. */
  public static String keyId(byte[] publicKey) {
    return AuditHash.hex(Arrays.copyOf(AuditHash.digest(publicKey), KEY_ID_BYTES));
  }

  /**
   * Reads a public key in its X.509 form.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static PublicKey publicKey(byte[] x509) {
    try {
      return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(x509));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no public key of Ed25519", e);
    }
  }
}
