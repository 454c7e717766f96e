package io.drawbridge.client.api;

import com.google.errorprone.annotations.CheckReturnValue;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.result.MemberResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Adds somebody to a conversation once it is {@link #send sent}; made by {@link Members#add}. Not
 * thread-safe.
 */
@CheckReturnValue
public final class Addition {

  private final Commands commands;
  private final ConversationId conversation;
  private final Whom whom;
  private Optional<String> name = Optional.empty();
  private Optional<HistoryWindow> history = Optional.empty();
  private Optional<String> note = Optional.empty();
  private Optional<Instant> until = Optional.empty();
  private Optional<String> relation = Optional.empty();
  private Optional<EndConditions> conditions = Optional.empty();
  private Optional<Boolean> confirmFirst = Optional.empty();

  Addition(Commands commands, ConversationId conversation, Whom whom) {
    this.commands = commands;
    this.conversation = conversation;
    this.whom = whom;
  }

  /** Names the owner of an address until they choose a name themselves: 1 to 100 chars. */
  public Addition name(String text) {
    name = Optional.of(text);
    return this;
  }

  /**
   * Shows them this part of the past. If not given, members see all of it. Externals and people who
   * come back see nothing of it, and nobody does in private and secret groups.
   */
  public Addition history(HistoryWindow window) {
    history = Optional.of(window);
    return this;
  }

  /** Says something in the mail: at most 500 chars. */
  public Addition note(String text) {
    note = Optional.of(text);
    return this;
  }

  /** Ends their access at a time by itself. */
  public Addition until(Instant end) {
    until = Optional.of(end);
    return this;
  }

  /** Says what they are to us: 1 to 100 chars. */
  public Addition relation(String text) {
    relation = Optional.of(text);
    return this;
  }

  /** Ends the access of an external by these too, whichever comes first. */
  public Addition endingWhen(EndConditions otherwise) {
    conditions = Optional.of(otherwise);
    return this;
  }

  /** Says that one knows that nobody from outside is there yet. */
  public Addition confirmFirst() {
    confirmFirst = Optional.of(true);
    return this;
  }

  /**
   * Sends it. The answer tells whether they take part or are invited.
   *
   * @throws io.drawbridge.protocol.ProtocolException if what was given breaks a limit
   */
  public CompletableFuture<MemberResult.MemberAdded> send() {
    return switch (whom) {
      case Whom.Person person ->
          send(Optional.of(person.account()), Optional.empty(), Optional.empty());
      case Whom.Address address ->
          send(Optional.empty(), Optional.of(address.email()), Optional.empty());
      case Whom.Group group -> send(Optional.empty(), Optional.empty(), Optional.of(group.group()));
    };
  }

  /**
   * Tells what would come of it, and changes nothing.
   *
   * @throws IllegalStateException for a group
   */
  public CompletableFuture<MemberResult.AdditionPreview> preview() {
    return switch (whom) {
      case Whom.Person person -> preview(Optional.of(person.account()), Optional.empty());
      case Whom.Address address -> preview(Optional.empty(), Optional.of(address.email()));
      case Whom.Group _ ->
          throw new IllegalStateException("no preview of a group (expected: a person, an address)");
    };
  }

  private CompletableFuture<MemberResult.AdditionPreview> preview(
      Optional<AccountId> person, Optional<String> email) {
    return commands.call(new MemberCommand.PreviewAdd(conversation, person, email, history, until));
  }

  private CompletableFuture<MemberResult.MemberAdded> send(
      Optional<AccountId> person, Optional<String> email, Optional<ConversationId> group) {
    return commands.call(
        new MemberCommand.Add(
            commands.nextClientId(),
            conversation,
            person,
            email,
            group,
            name,
            history,
            note,
            until,
            relation,
            conditions,
            confirmFirst));
  }

  /**
   * Invites the owners of many addresses once it is {@link #send sent}; made by {@link
   * Members#addMany}. Not thread-safe.
   */
  @CheckReturnValue
  public static final class OfMany {

    private final Commands commands;
    private final ConversationId conversation;
    private final List<Addressee> rows;
    private Optional<HistoryWindow> history = Optional.empty();
    private Optional<String> note = Optional.empty();
    private Optional<Instant> until = Optional.empty();
    private Optional<String> relation = Optional.empty();
    private Optional<EndConditions> conditions = Optional.empty();
    private Optional<Boolean> confirmFirst = Optional.empty();

    OfMany(Commands commands, ConversationId conversation, List<Addressee> rows) {
      this.commands = commands;
      this.conversation = conversation;
      this.rows = List.copyOf(rows);
    }

    /** Shows each of them this part of the past. If not given, they see nothing of it. */
    public OfMany history(HistoryWindow window) {
      history = Optional.of(window);
      return this;
    }

    /** Says something in each mail: at most 500 chars. */
    public OfMany note(String text) {
      note = Optional.of(text);
      return this;
    }

    /** Ends the access of each at a time by itself. */
    public OfMany until(Instant end) {
      until = Optional.of(end);
      return this;
    }

    /** Says what they are to us: 1 to 100 chars. */
    public OfMany relation(String text) {
      relation = Optional.of(text);
      return this;
    }

    /** Ends the access of each by these too, whichever comes first. */
    public OfMany endingWhen(EndConditions otherwise) {
      conditions = Optional.of(otherwise);
      return this;
    }

    /** Says that one knows that nobody from outside is there yet. */
    public OfMany confirmFirst() {
      confirmFirst = Optional.of(true);
      return this;
    }

    /**
     * Sends it. The answer has the result of each row, in their order; a row that is refused
     * hinders no other.
     *
     * @throws io.drawbridge.protocol.ProtocolException if there are too many rows, or what was
     *     given breaks another limit
     */
    public CompletableFuture<MemberResult.ManyAdded> send() {
      return commands.call(
          new MemberCommand.AddMany(
              commands.nextClientId(),
              conversation,
              rows,
              history,
              note,
              until,
              relation,
              conditions,
              confirmFirst));
    }
  }
}
