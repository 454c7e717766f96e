package io.drawbridge.server.audit.chain;

import io.drawbridge.protocol.audit.Json;
import java.util.List;
import java.util.Optional;

/**
 * A record as it goes into a chain.
 *
 * @param record without its texts, of which it has hashes
 * @param texts what the hashes are of
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares hashes here
record SealedRecord(
    Unsealed source,
    Unsealed.Chain chain,
    long position,
    Json.Obj record,
    byte[] hash,
    List<Text> texts) {
  /**
   * A text of a record.
   *
   * @param place where in the record, as in {@code after/0/name}
   * @param conversation whose name it is; only those read it who may know that
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares hashes here
  record Text(String place, byte[] salt, String text, Optional<Long> conversation) {}
}
