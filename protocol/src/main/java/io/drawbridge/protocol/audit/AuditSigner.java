package io.drawbridge.protocol.audit;

import java.security.PrivateKey;

/** The key with which a server signs its audit log. Immutable. */
public final class AuditSigner {
  private final PrivateKey key;
  private final byte[] publicKey;
  private final String keyId;

  /**
   * Makes a signer.
   *
   * @param publicKey in its X.509 form
   */
  public AuditSigner(PrivateKey key, byte[] publicKey) {
    this.key = key;
    this.publicKey = publicKey.clone();
    this.keyId = AuditSignature.keyId(publicKey);
  }

  public String keyId() {
    return keyId;
  }

  /** The public key in its X.509 form. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** A signed statement, as a line of an export has it. */
  public Json.Obj signed(AuditSignature.Of what, Json.Obj statement) {
    return Json.Obj.EMPTY
        .with("type", what.wire())
        .with("by", keyId)
        .with("signature", AuditHash.hex(signature(what, statement)))
        .with(what.wire(), statement);
  }

  public byte[] signature(AuditSignature.Of what, Json.Obj statement) {
    return AuditSignature.sign(what, statement, key);
  }
}
