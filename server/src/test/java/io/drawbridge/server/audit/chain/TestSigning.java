package io.drawbridge.server.audit.chain;

import io.drawbridge.protocol.audit.AuditSigner;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Optional;

/** Fresh keys that sign an audit. */
public final class TestSigning {
  private TestSigning() {}

  public static SigningKeys keys() {
    return new SigningKeys(signer(), Optional.empty());
  }

  public static AuditSigner signer() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new AuditSigner(pair.getPrivate(), pair.getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
