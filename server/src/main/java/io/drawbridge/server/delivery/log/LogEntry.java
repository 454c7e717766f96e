package io.drawbridge.server.delivery.log;

import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.poll.PollView;
import io.drawbridge.protocol.preview.LinkPreview;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.rules.ConversationFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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

    /** The message that it changes, which decides who may see it; empty if it stands for itself. */
    default Optional<Target> target() {
      return Optional.empty();
    }

    /**
     * The people it tells of, where not everybody sees everybody (N-15): the author of the message.
     */
    default Whose whose(LogEntry entry) {
      return Whose.of(target().map(Target::author).orElse(entry.author()));
    }

    /**
     * The event as readers get it.
     *
     * @param cards shows a person to everybody who sees the conversation
     * @throws IllegalArgumentException if the content is gone
     */
    LogEvent event(LogEntry entry, Function<AccountId, Person> cards);
  }

  /** The message that an event is about: it shows only where the message shows. */
  public record Target(long pos, long epoch, AccountId author) {}

  /**
   * A message; {@code text} is absent once it was deleted; {@code quote} is the message quoted,
   * which not everybody sees who sees this one; {@code origin} is where it was passed on from.
   */
  public record Posted(
      Optional<String> text,
      Optional<Target> quote,
      Optional<Instant> editedAt,
      Set<AccountId> mentions,
      List<FileView> files,
      Optional<PollView> poll,
      Optional<Origin> origin)
      implements Content {
    /** A message that is no poll. */
    public Posted(
        Optional<String> text,
        Optional<Target> quote,
        Optional<Instant> editedAt,
        Set<AccountId> mentions,
        List<FileView> files) {
      this(text, quote, editedAt, mentions, files, Optional.empty(), Optional.empty());
    }

    /** A message without files. */
    public Posted(
        Optional<String> text,
        Optional<Target> quote,
        Optional<Instant> editedAt,
        Set<AccountId> mentions) {
      this(text, quote, editedAt, mentions, List.of());
    }

    @Override
    public EventKind kind() {
      return EventKind.POSTED;
    }

    @Override
    public LogEvent event(LogEntry entry, Function<AccountId, Person> cards) {
      // As it was when posted but for its text: pins and reactions follow as events of their own.
      return new LogEvent.MessagePosted(
          entry.conversation().id(),
          entry.pos(),
          new Message(
              entry.conversation().id(),
              entry.pos(),
              cards.apply(entry.author()),
              text,
              entry.at(),
              editedAt,
              quote.map(Target::pos),
              false,
              List.of(),
              files,
              Optional.empty(),
              poll,
              List.of(),
              origin.map(Origin::shown)));
    }

    Posted reduced() {
      return new Posted(
          text, Optional.empty(), editedAt, mentions, files, poll, origin.map(Origin::nameless));
    }
  }

  public record Edited(Target about, String text) implements Content {
    @Override
    public EventKind kind() {
      return EventKind.EDITED;
    }

    @Override
    public Optional<Target> target() {
      return Optional.of(about);
    }

    @Override
    public LogEvent event(LogEntry entry, Function<AccountId, Person> cards) {
      return new LogEvent.MessageEdited(
          entry.conversation().id(), entry.pos(), about.pos(), text, entry.at());
    }
  }

  public record Deleted(Target about) implements Content {
    @Override
    public EventKind kind() {
      return EventKind.DELETED;
    }

    @Override
    public Optional<Target> target() {
      return Optional.of(about);
    }

    @Override
    public LogEvent event(LogEntry entry, Function<AccountId, Person> cards) {
      return new LogEvent.MessageDeleted(entry.conversation().id(), entry.pos(), about.pos());
    }
  }

  public record Reacted(Target about, String emoji, boolean on) implements Content {
    @Override
    public Whose whose(LogEntry entry) {
      return Whose.of(about.author(), entry.author());
    }

    @Override
    public EventKind kind() {
      return on ? EventKind.REACTED : EventKind.UNREACTED;
    }

    @Override
    public Optional<Target> target() {
      return Optional.of(about);
    }

    @Override
    public LogEvent event(LogEntry entry, Function<AccountId, Person> cards) {
      return new LogEvent.MessageReacted(
          entry.conversation().id(), entry.pos(), about.pos(), entry.author(), emoji, on);
    }
  }

  public record Pinned(Target about, boolean on) implements Content {
    @Override
    public EventKind kind() {
      return on ? EventKind.PINNED : EventKind.UNPINNED;
    }

    @Override
    public Optional<Target> target() {
      return Optional.of(about);
    }

    @Override
    public LogEvent event(LogEntry entry, Function<AccountId, Person> cards) {
      return new LogEvent.MessagePinned(entry.conversation().id(), entry.pos(), about.pos(), on);
    }
  }

  /** The files of a message as they are now, after one of them changed. */
  public record Refiled(Target about, List<FileView> files) implements Content {
    @Override
    public EventKind kind() {
      return EventKind.REFILED;
    }

    @Override
    public Optional<Target> target() {
      return Optional.of(about);
    }

    @Override
    public LogEvent event(LogEntry entry, Function<AccountId, Person> cards) {
      return new LogEvent.MessageFiles(entry.conversation().id(), entry.pos(), about.pos(), files);
    }
  }

  /** What a message shows now of the pages to which it links. */
  public record Previewed(Target about, List<LinkPreview> previews) implements Content {
    @Override
    public EventKind kind() {
      return EventKind.PREVIEWED;
    }

    @Override
    public Optional<Target> target() {
      return Optional.of(about);
    }

    @Override
    public LogEvent event(LogEntry entry, Function<AccountId, Person> cards) {
      return new LogEvent.MessagePreviews(
          entry.conversation().id(), entry.pos(), about.pos(), previews);
    }
  }

  /** Somebody closed the poll of a message. */
  public record PollClosed(Target about) implements Content {
    @Override
    public EventKind kind() {
      return EventKind.POLL_CLOSED;
    }

    @Override
    public Optional<Target> target() {
      return Optional.of(about);
    }

    @Override
    public LogEvent event(LogEntry entry, Function<AccountId, Person> cards) {
      return new LogEvent.PollClosed(entry.conversation().id(), entry.pos(), about.pos());
    }
  }

  /** {@code person}: it changed for the sake of one, who is there on other terms now. */
  public record Changed(Optional<AccountId> person) implements Content {
    @Override
    public Whose whose(LogEntry entry) {
      return person.map(Whose::of).orElse(Whose.NOBODYS);
    }

    @Override
    public EventKind kind() {
      return EventKind.CHANGED;
    }

    @Override
    public LogEvent event(LogEntry entry, Function<AccountId, Person> cards) {
      return new LogEvent.ConversationChanged(entry.conversation().id(), entry.pos());
    }
  }

  public record Joined(AccountId person) implements Content {
    @Override
    public Whose whose(LogEntry entry) {
      return Whose.of(person);
    }

    @Override
    public EventKind kind() {
      return EventKind.JOINED;
    }

    @Override
    public LogEvent event(LogEntry entry, Function<AccountId, Person> cards) {
      return new LogEvent.MemberJoined(entry.conversation().id(), entry.pos(), cards.apply(person));
    }
  }

  public record Left(AccountId person) implements Content {
    @Override
    public Whose whose(LogEntry entry) {
      return Whose.of(person);
    }

    @Override
    public EventKind kind() {
      return EventKind.LEFT;
    }

    @Override
    public LogEvent event(LogEntry entry, Function<AccountId, Person> cards) {
      return new LogEvent.MemberLeft(entry.conversation().id(), entry.pos(), person);
    }
  }

  public record Promoted(AccountId person) implements Content {
    @Override
    public Whose whose(LogEntry entry) {
      return Whose.of(person);
    }

    @Override
    public EventKind kind() {
      return EventKind.PROMOTED;
    }

    @Override
    public LogEvent event(LogEntry entry, Function<AccountId, Person> cards) {
      return new LogEvent.MemberPromoted(entry.conversation().id(), entry.pos(), person);
    }
  }

  /**
   * An event whose content was deleted since: it keeps its place in the chain and is shown to
   * nobody.
   */
  public record Gone(EventKind kind) implements Content {
    @Override
    public LogEvent event(LogEntry entry, Function<AccountId, Person> cards) {
      throw new IllegalArgumentException("content: gone (expected: one that is still there)");
    }
  }

  /**
   * The place that the egress gate judges: the target's for an event about a message, else its own.
   */
  public Tag.Content tag() {
    return about(content.target().orElse(new Target(pos, epoch, author)), content.whose(this));
  }

  /**
   * The place that the gate judges before it shows all of this. With a quote, that of the quoted
   * message: it lies below, so a reader who sees it sees this too. If it was passed on, its own,
   * for those who see the author of the original. Absent where it is one for all.
   */
  Optional<Tag.Content> wholeTag() {
    return content instanceof Posted posted
        ? posted
            .quote()
            .map(quoted -> about(quoted, Whose.of(author, quoted.author())))
            .or(() ->
                posted
                    .origin()
                    .filter(origin -> origin.name().isPresent())
                    .map(origin ->
                        about(new Target(pos, epoch, author), Whose.of(author, origin.author()))))
        : Optional.empty();
  }

  /** Where the text comes from, if it is a message that was passed on. */
  public Optional<Origin> origin() {
    return content instanceof Posted posted ? posted.origin() : Optional.empty();
  }

  /** The same entry for those who do not see what it quotes, or who wrote the original. */
  LogEntry reduced() {
    return content instanceof Posted posted
        ? new LogEntry(conversation, pos, prev, epoch, author, at, posted.reduced())
        : this;
  }

  /** The same entry behind another predecessor, for one whose own exists no more. */
  public LogEntry after(long otherPrev) {
    return new LogEntry(conversation, pos, otherPrev, epoch, author, at, content);
  }

  private Tag.Content about(Target target, Whose whose) {
    return new Tag.Content(
        conversation.domain(), conversation.id(), epoch, target.epoch(), target.pos(), whose);
  }
}
