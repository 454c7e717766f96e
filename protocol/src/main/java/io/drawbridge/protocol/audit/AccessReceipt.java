package io.drawbridge.protocol.audit;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Optional;

/**
 * A server's signed word for when somebody's access to a conversation ended, which they keep. It
 * names the record by its hash alone: where the record stands, and how many there are, is nobody's
 * matter who is not in the workspace.
 *
 * @param endedAt when it ended, as the record has it
 * @param record the hash of the record in the audit log, in hexadecimal digits
 */
public record AccessReceipt(
    AccountId person, ConversationId conversation, String endedAt, String record) {
  private static final AuditSignature.Of RECEIPT = AuditSignature.Of.RECEIPT;

  /** The line that is kept. */
  public String signed(AuditSigner signer) {
    return CanonicalJson.text(
        signer.signed(RECEIPT, statement()).with("public", AuditHash.hex(signer.publicKey())));
  }

  private Json.Obj statement() {
    return Json.Obj.EMPTY
        .with("person", person.toString())
        .with("conversation", conversation.toString())
        .with("ended_at", endedAt)
        .with("record", record);
  }

  /**
   * A receipt whose signature fits.
   *
   * @param signedBy the id of the key
   */
  public record Verified(AccessReceipt receipt, String signedBy) {}

  /**
   * Reads a receipt and checks it.
   *
   * @param trusted the key that must have signed it; without one, the one that it names itself
   * @throws IllegalArgumentException if it is not exactly what a server signed
   */
  public static Verified verify(byte[] line, Optional<PublicKey> trusted) {
    String text = new String(line, StandardCharsets.UTF_8);
    Json read =
        CanonicalJson.read(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    if (!(read instanceof Json.Obj whole)
        || !whole.text("type").equals(Optional.of(RECEIPT.wire()))) {
      throw new IllegalArgumentException("no receipt (expected: one line of type receipt)");
    }
    byte[] named = Hex.read(AuditReading.need(whole.text("public"), "public"));
    PublicKey key = trusted.orElseGet(() -> AuditSignature.publicKey(named));
    String keyId = AuditSignature.keyId(key.getEncoded());
    Json.Obj stated = AuditReading.need(whole.object(RECEIPT.wire()), RECEIPT.wire());
    byte[] signature = Hex.read(AuditReading.need(whole.text("signature"), "signature"));
    if (!AuditSignature.verify(RECEIPT, stated, signature, key)) {
      throw new IllegalArgumentException("the signature does not fit the key %s".formatted(keyId));
    }
    AccessReceipt receipt =
        new AccessReceipt(
            AccountId.parse(AuditReading.need(stated.text("person"), "person")),
            ConversationId.parse(AuditReading.need(stated.text("conversation"), "conversation")),
            AuditReading.need(stated.text("ended_at"), "ended_at"),
            AuditReading.need(stated.text("record"), "record"));
    Json.Obj expected =
        Json.Obj.EMPTY
            .with("type", RECEIPT.wire())
            .with("by", keyId)
            .with("public", AuditHash.hex(key.getEncoded()))
            .with("signature", AuditHash.hex(signature))
            .with(RECEIPT.wire(), receipt.statement());
    if (!expected.equals(whole)) {
      throw new IllegalArgumentException("other fields than a receipt has");
    }
    return new Verified(receipt, keyId);
  }
}
