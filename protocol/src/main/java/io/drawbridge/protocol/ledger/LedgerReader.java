package io.drawbridge.protocol.ledger;

import io.drawbridge.protocol.people.Person;
import java.util.List;

/**
 * A person who could see a message.
 *
 * @param person who; external as they are now
 * @param seesNow they can see it now
 * @param spans when, and by what, the newest first, 50 at most
 * @param moreSpans there are older ones
 * @param delivered whether a device of theirs said that it has it
 * @param read whether it was read
 */
public record LedgerReader(
    Person person,
    boolean seesNow,
    List<LedgerSpan> spans,
    boolean moreSpans,
    LedgerMark delivered,
    LedgerMark read) {

  /** Copies the list. */
  public LedgerReader {
    spans = List.copyOf(spans);
  }
}
