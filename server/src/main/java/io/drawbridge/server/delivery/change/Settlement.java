package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.delivery.log.LogEntry;
import io.drawbridge.server.delivery.log.Moment;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The result of one membership change in a transaction; valid once that is committed. */
sealed interface Settlement {
  /**
   * Applied at this epoch.
   *
   * @param touched whose links it wrote; empty if a group's were, so that the database has to tell
   * @param policies what is remembered of the domain was decided by old ones
   */
  record Applied(
      Object value,
      long epoch,
      boolean narrowing,
      Optional<Set<AccountId>> touched,
      boolean policies,
      List<Happened> events,
      Afterwards tasks)
      implements Settlement {}

  /** An earlier attempt with the same key was committed at this epoch. */
  record Repeated(Object value, long epoch, boolean narrowing) implements Settlement {}

  record Failed(RuntimeException why) implements Settlement {}

  /**
   * An event that a change appended; its conversation's facts are read after the commit.
   *
   * @param target the person or the message that it is about
   * @param message that message
   */
  record Happened(
      ConversationId conversation,
      long pos,
      long prev,
      long epoch,
      EventKind kind,
      AccountId author,
      Optional<Long> target,
      Optional<LogEntry.Target> message) {

    LogEntry entry(ConversationFacts facts, long clockMicros) {
      LogEntry.Content content =
          kind == EventKind.DELETED
              ? new LogEntry.Deleted(message.orElseThrow())
              : kind.bodyless(target.map(AccountId::new));
      return new LogEntry(facts, pos, prev, epoch, author, Moment.instant(clockMicros), content);
    }
  }
}
