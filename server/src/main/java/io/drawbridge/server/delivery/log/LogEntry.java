package io.drawbridge.server.delivery.log;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.rules.ConversationFacts;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One committed event of a conversation with all that its frame shows; the same value whether it
 * comes from the lane that wrote it or from the database.
 *
 * @param prev the position of the event before it in the conversation, 0 if it is the first
 * @param epoch the domain's epoch at its commit
 * @param at the database's clock when it was given its position, in microseconds
 */
public record LogEntry(
    ConversationFacts conversation,
    long pos,
    long prev,
    long epoch,
    AccountId author,
    Instant at,
    Content content) {

  /** The fact that an event reports. */
  public sealed interface Content {
    EventKind kind();
  }

  /** The message that an event is about: it shows only where the message shows. */
  public record Target(long pos, long epoch) {}

  /**
   * {@code text} is absent once the message was deleted; {@code quote} is the message quoted, which
   * not everybody sees who sees this one.
   */
  public record Posted(
      Optional<String> text,
      Optional<Target> quote,
      Optional<Instant> editedAt,
      Set<AccountId> mentions)
      implements Content {
    @Override
    public EventKind kind() {
      return EventKind.POSTED;
    }

    Posted withoutQuote() {
      return new Posted(text, Optional.empty(), editedAt, mentions);
    }
  }

  public record Edited(Target target, String text) implements Content {
    @Override
    public EventKind kind() {
      return EventKind.EDITED;
    }
  }

  public record Deleted(Target target) implements Content {
    @Override
    public EventKind kind() {
      return EventKind.DELETED;
    }
  }

  public record Reacted(Target target, String emoji, boolean on) implements Content {
    @Override
    public EventKind kind() {
      return on ? EventKind.REACTED : EventKind.UNREACTED;
    }
  }

  public record Pinned(Target target, boolean on) implements Content {
    @Override
    public EventKind kind() {
      return on ? EventKind.PINNED : EventKind.UNPINNED;
    }
  }

  public record Changed() implements Content {
    @Override
    public EventKind kind() {
      return EventKind.CHANGED;
    }
  }

  public record Joined(AccountId person) implements Content {
    @Override
    public EventKind kind() {
      return EventKind.JOINED;
    }
  }

  public record Left(AccountId person) implements Content {
    @Override
    public EventKind kind() {
      return EventKind.LEFT;
    }
  }

  public record Promoted(AccountId person) implements Content {
    @Override
    public EventKind kind() {
      return EventKind.PROMOTED;
    }
  }

  /**
   * An event whose content was deleted since: it keeps its place in the chain and is shown to
   * nobody.
   */
  public record Gone(EventKind kind) implements Content {}

  /**
   * The place that the egress gate judges: the target's for an event about a message, else its own.
   */
  public Tag.Content tag() {
    return switch (content) {
      case Edited edited -> about(edited.target());
      case Deleted deleted -> about(deleted.target());
      case Reacted reacted -> about(reacted.target());
      case Pinned pinned -> about(pinned.target());
      case Posted _ -> about(new Target(pos, epoch));
      case Changed _ -> about(new Target(pos, epoch));
      case Joined _ -> about(new Target(pos, epoch));
      case Left _ -> about(new Target(pos, epoch));
      case Promoted _ -> about(new Target(pos, epoch));
      case Gone _ -> about(new Target(pos, epoch));
    };
  }

  /**
   * The place that the gate judges before it shows this with its quote: that of the quoted message.
   * It lies below, so a reader who sees it sees this too. Absent where nothing is quoted.
   */
  Optional<Tag.Content> quoteTag() {
    return content instanceof Posted posted ? posted.quote().map(this::about) : Optional.empty();
  }

  /** The same entry for those who do not see what it quotes. */
  LogEntry withoutQuote() {
    return content instanceof Posted posted
        ? new LogEntry(conversation, pos, prev, epoch, author, at, posted.withoutQuote())
        : this;
  }

  /** The same entry behind another predecessor, for one whose own exists no more. */
  public LogEntry after(long otherPrev) {
    return new LogEntry(conversation, pos, otherPrev, epoch, author, at, content);
  }

  private Tag.Content about(Target target) {
    return new Tag.Content(
        conversation.domain(), conversation.id(), epoch, target.epoch(), target.pos());
  }
}
