package io.drawbridge.client.api;

import com.google.errorprone.annotations.CheckReturnValue;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.JoinResult;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Makes a link by which people apply to join a conversation, once it is {@link #send sent}; made by
 * {@link JoinLinks#create}. Not thread-safe.
 */
@CheckReturnValue
public final class NewJoinLink {

  private final Commands commands;
  private final ConversationId conversation;
  private Optional<Instant> expiresAt = Optional.empty();
  private Optional<Integer> uses = Optional.empty();
  private Optional<List<String>> mailDomains = Optional.empty();
  private Optional<Boolean> approval = Optional.empty();
  private Optional<HistoryWindow> history = Optional.empty();
  private Optional<Instant> until = Optional.empty();
  private Optional<Integer> days = Optional.empty();
  private Optional<String> relation = Optional.empty();
  private Optional<String> note = Optional.empty();
  private Optional<EndConditions> conditions = Optional.empty();
  private Optional<Boolean> confirmFirst = Optional.empty();

  NewJoinLink(Commands commands, ConversationId conversation) {
    this.commands = commands;
    this.conversation = conversation;
  }

  /** Lets that many people in, 1 to 1000; one, if not given. */
  public NewJoinLink uses(int people) {
    uses = Optional.of(people);
    return this;
  }

  /** Stops working at this time, at most 90 days from now; in 7 days, if not given. */
  public NewJoinLink expiresAt(Instant end) {
    expiresAt = Optional.of(end);
    return this;
  }

  /** Is for people with an address at one of these mail domains alone. */
  public NewJoinLink mailDomains(String... domains) {
    return mailDomains(List.of(domains));
  }

  /** Is for people with an address at one of these mail domains alone: 100 at most. */
  public NewJoinLink mailDomains(Collection<String> domains) {
    mailDomains = Optional.of(List.copyOf(domains));
    return this;
  }

  /** Lets people in at once; if not given, who manages the conversation answers each of them. */
  public NewJoinLink withoutApproval() {
    approval = Optional.of(false);
    return this;
  }

  /** Shows them this part of the past, if they were not there before. */
  public NewJoinLink history(HistoryWindow window) {
    history = Optional.of(window);
    return this;
  }

  /** Ends the access it gives at a time; not together with {@link #days}. */
  public NewJoinLink until(Instant end) {
    until = Optional.of(end);
    return this;
  }

  /** Ends the access it gives that many days after they come in. */
  public NewJoinLink days(int count) {
    days = Optional.of(count);
    return this;
  }

  /** Says what they are to us: 1 to 100 chars. */
  public NewJoinLink relation(String text) {
    relation = Optional.of(text);
    return this;
  }

  /** Says something on its page: at most 500 chars. */
  public NewJoinLink note(String text) {
    note = Optional.of(text);
    return this;
  }

  /** Ends the access it gives by these too, whichever comes first. */
  public NewJoinLink endingWhen(EndConditions otherwise) {
    conditions = Optional.of(otherwise);
    return this;
  }

  /** Says that one knows that nobody from outside is there yet. */
  public NewJoinLink confirmFirst() {
    confirmFirst = Optional.of(true);
    return this;
  }

  /**
   * Sends it. The answer has the link to pass on, and shows it this once.
   *
   * @throws io.drawbridge.protocol.ProtocolException if what was given breaks a limit
   */
  public CompletableFuture<JoinResult.JoinLinkCreated> send() {
    return commands.call(
        new JoinCommand.CreateLink(
            commands.nextClientId(),
            conversation,
            expiresAt,
            uses,
            mailDomains,
            approval,
            history,
            until,
            days,
            relation,
            note,
            conditions,
            confirmFirst));
  }
}
