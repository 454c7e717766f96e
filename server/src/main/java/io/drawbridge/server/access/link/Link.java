package io.drawbridge.server.access.link;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import java.util.Optional;

/** One stored, dated edge, as its row in {@code link}. */
public sealed interface Link {
  long id();

  Span span();

  /** The person whose link it is; empty for a group's. */
  default Optional<AccountId> holder() {
    return switch (this) {
      case Seat link -> Optional.of(link.person());
      case Direct link -> Optional.of(link.person());
      case Exclude link -> Optional.of(link.person());
      case Suspend link -> Optional.of(link.person());
      case Via ignored -> Optional.empty();
    };
  }

  /** The epochs {@code [from, to)} in which a link holds, and the domain's marks at both ends. */
  record Span(long from, long fromMark, long to, long toMark, boolean expired) {
    public static final long NEVER = Long.MAX_VALUE;

    public boolean holds() {
      return to == NEVER;
    }

    /** Returns whether it is active now: not ended, and not past its time. */
    public boolean active(long untilMicros, long nowMicros) {
      return holds() && untilMicros > nowMicros;
    }

    /**
     * The end of an unbroken cover by this link. The clock ended an expired link somewhere within
     * its last epoch, so that epoch is not covered: what is added in the next one never joins it.
     */
    long coversTo() {
      return expired ? Math.max(from, to - 1) : to;
    }

    /** As {@link #coversTo()}, where a passed {@code until} has not been logged yet. */
    long coversTo(long untilMicros, long nowMicros) {
      return holds() && untilMicros <= nowMicros ? NEVER - 1 : coversTo();
    }
  }

  /** A person's seat in the workspace. */
  record Seat(long id, Span span, AccountId person, WorkspaceRole role) implements Link {}

  /**
   * A person on a conversation. {@code since} is where it began, which a change of role, though it
   * makes a new row, does not move; {@code untilMicros} is {@link Floor#FOREVER} without an end.
   */
  record Direct(
      long id,
      Span span,
      long since,
      AccountId person,
      ConversationId conversation,
      ConversationRole role,
      Opening opens,
      long untilMicros)
      implements Link {

    public boolean active(long nowMicros) {
      return span.active(untilMicros, nowMicros);
    }

    long coversTo(long nowMicros) {
      return span.coversTo(untilMicros, nowMicros);
    }
  }

  /** A group on a thread; {@code untilMicros} is {@link Floor#FOREVER} without an end. */
  record Via(
      long id,
      Span span,
      ConversationId group,
      ConversationId thread,
      Opening opens,
      long untilMicros)
      implements Link {

    public boolean active(long nowMicros) {
      return span.active(untilMicros, nowMicros);
    }

    long coversTo(long nowMicros) {
      return span.coversTo(untilMicros, nowMicros);
    }
  }

  /**
   * A person kept off a thread, even if a group leads there; {@code reopens} is where those paths
   * reopen once it is lifted.
   */
  record Exclude(long id, Span span, AccountId person, ConversationId thread, Opening reopens)
      implements Link {}

  /**
   * A person kept off the whole domain; {@code reopens} is where the earlier paths reopen once it
   * is lifted.
   */
  record Suspend(long id, Span span, AccountId person, Opening reopens) implements Link {}
}
