package io.drawbridge.protocol.audit;

import java.security.PublicKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that an export names, and which of them are known: the one that the reader was given (or
 * the first, if none was), and those that a known one vouches for.
 */
final class AuditKeys {
  private final Optional<String> trusted;
  private final Map<String, PublicKey> named = new HashMap<>();
  private final Set<String> known = new HashSet<>();

  AuditKeys(Optional<PublicKey> trusted) {
    this.trusted = trusted.map(key -> AuditSignature.keyId(key.getEncoded()));
  }

  /** Takes a line that names a key. */
  void add(Json.Obj line) {
    Json.Obj stated = AuditReading.need(line.object("key"), "key");
    byte[] bytes = Hex.read(AuditReading.need(stated.text("public"), "public"));
    String id = AuditReading.need(stated.text("id"), "id");
    if (!AuditExport.keyStatement(bytes).equals(stated) || named.containsKey(id)) {
      throw new IllegalArgumentException("its id is not that of its bytes, or it came before");
    }
    PublicKey key = AuditSignature.publicKey(bytes);
    if (line.field("by").isPresent() || line.field("signature").isPresent()) {
      require(AuditSignature.Of.KEY, line, stated);
    }
    boolean vouchedFor = line.text("by").filter(known::contains).isPresent();
    if (vouchedFor || trusted.map(id::equals).orElse(known.isEmpty())) {
      known.add(id);
    }
    named.put(id, key);
  }

  /** Refuses a line that the key it names did not sign. */
  void require(AuditSignature.Of what, Json.Obj line, Json.Obj stated) {
    String by = AuditReading.need(line.text("by"), "by");
    PublicKey key =
        Optional.ofNullable(named.get(by))
            .orElseThrow(() -> new IllegalArgumentException("by: a key that was not named: " + by));
    byte[] signature = Hex.read(AuditReading.need(line.text("signature"), "signature"));
    if (!AuditSignature.verify(what, stated, signature, key)) {
      throw new IllegalArgumentException("the signature does not fit");
    }
  }

  boolean isKnown(String id) {
    return known.contains(id);
  }

  long count() {
    return named.size();
  }
}
