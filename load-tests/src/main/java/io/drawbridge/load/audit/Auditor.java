package io.drawbridge.load.audit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Judges a run from what its participants were answered and what they received: every person got
 * exactly what they were entitled to, in order, once, and nothing after a receipt. Thread-safe. All
 * times are {@link System#nanoTime} of this process; conversations and people are any stable names.
 */
public final class Auditor {
  private final Map<String, ConversationLedger> ledgers = new ConcurrentHashMap<>();

  /** Notes that a sender got the position of its message. */
  public void sent(String conversation, long pos, long asked, long acknowledged) {
    ledger(conversation).sent(new Sent(pos, asked, acknowledged));
  }

  /** A person was added; {@code everything} = with all history, else from now. */
  public void added(
      String conversation, String person, boolean everything, long asked, long acknowledged) {
    ledger(conversation).added(person, Stay.from(everything, asked, acknowledged));
  }

  /**
   * A person was removed.
   *
   * @param connection the connection number the person had at the removal
   * @param lastPos what the receipt says that session was handed last; -1 if it names no session
   * @param settled whether the person had been seen to have received everything acknowledged before
   */
  public void removed(
      String conversation,
      String person,
      int connection,
      long lastPos,
      boolean settled,
      long asked,
      long acknowledged) {
    ledger(conversation)
        .removed(person, new Stay.End.Removed(asked, acknowledged, connection, lastPos, settled));
  }

  /** A person's socket received a message; call in the order of arrival. */
  public void received(String conversation, String person, int connection, long pos) {
    ledger(conversation).received(person, connection, pos);
  }

  /**
   * A person was answered with messages outside the stream: hits of a search, or a file.
   *
   * @param shown the positions of this conversation in the answer
   * @param wanted the positions that it must have had, as far as the person was entitled
   */
  public void looked(
      String conversation,
      String person,
      Set<Long> shown,
      Set<Long> wanted,
      long asked,
      long answered) {
    ledger(conversation).looked(person, new Look(shown, wanted, asked, answered));
  }

  /** The number of answers of {@link #looked}, one for each conversation in them. */
  public long looks() {
    return ledgers.values().stream().mapToLong(ConversationLedger::looks).sum();
  }

  /** The number of messages that were received in all. */
  public long deliveries() {
    return ledgers.values().stream().mapToLong(ConversationLedger::deliveries).sum();
  }

  /** Everything that is wrong, in no particular order. */
  public List<Violation> judge() {
    return ledgers.values().stream().flatMap(ledger -> ledger.judge().stream()).toList();
  }

  private ConversationLedger ledger(String conversation) {
    return ledgers.computeIfAbsent(conversation, ConversationLedger::new);
  }
}
