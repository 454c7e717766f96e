package io.drawbridge.server.audit.chain;

import io.drawbridge.protocol.audit.AccessReceipt;
import io.drawbridge.protocol.audit.AuditHash;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.db.Database;
import java.time.Instant;
import java.util.Optional;

/** Gives people who lost a conversation the signed word for it (N-13). Thread-safe. */
public final class Receipts {
  private final Database database;
  private final SigningKeys keys;
  private final SealRecords records;
  private final LossStore store = new LossStore();

  public Receipts(Database database, SigningKeys keys, SealRecords records) {
    this.database = database;
    this.keys = keys;
    this.records = records;
  }

  /**
   * A receipt.
   *
   * @param text the line to be kept
   */
  public record Receipt(String text, Instant endedAt) {}

  /** The receipt of the person's last loss of the conversation; empty if they had none. Blocks. */
  public Optional<Receipt> of(AccountId person, ConversationId conversation) {
    Optional<LossStore.Loss> loss = loss(person, conversation);
    if (loss.filter(it -> it.hash().isEmpty()).isPresent()) {
      records.all();
      loss = loss(person, conversation);
    }
    return loss.flatMap(found ->
        found
            .hash()
            .map(hash ->
                new Receipt(
                    new AccessReceipt(
                            person, conversation, RecordForm.time(found.at()), AuditHash.hex(hash))
                        .signed(keys.current()),
                    found.at())));
  }

  private Optional<LossStore.Loss> loss(AccountId person, ConversationId conversation) {
    return database.query(handle -> store.last(handle, person, conversation));
  }
}
