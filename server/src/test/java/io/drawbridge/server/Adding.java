package io.drawbridge.server;

import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.time.Instant;
import java.util.Optional;

/** {@code member.add} with only what a test is about. */
public record Adding(
    ConversationId conversation,
    Optional<AccountId> person,
    Optional<String> email,
    Optional<ConversationId> group,
    Optional<HistoryWindow> history,
    Optional<String> note,
    Optional<Instant> until,
    Optional<EndConditions> conditions,
    Optional<Boolean> known) {
  private Adding(
      ConversationId conversation,
      Optional<AccountId> person,
      Optional<String> email,
      Optional<ConversationId> group) {
    this(
        conversation,
        person,
        email,
        group,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public static Adding person(ConversationId conversation, AccountId person) {
    return new Adding(conversation, Optional.of(person), Optional.empty(), Optional.empty());
  }

  public static Adding email(ConversationId conversation, String email) {
    return new Adding(conversation, Optional.empty(), Optional.of(email), Optional.empty());
  }

  public static Adding group(ConversationId thread, ConversationId group) {
    return new Adding(thread, Optional.empty(), Optional.empty(), Optional.of(group));
  }

  public Adding seeing(HistoryWindow window) {
    return with(Optional.of(window), note, until, conditions, known);
  }

  public Adding saying(String text) {
    return with(history, Optional.of(text), until, conditions, known);
  }

  public Adding endingAt(Instant end) {
    return with(history, note, Optional.of(end), conditions, known);
  }

  public Adding endingWhen(EndConditions otherwise) {
    return with(history, note, until, Optional.of(otherwise), known);
  }

  /** By somebody who knows that nobody from outside is there yet. */
  public Adding knowing() {
    return with(history, note, until, conditions, Optional.of(true));
  }

  private Adding with(
      Optional<HistoryWindow> window,
      Optional<String> text,
      Optional<Instant> end,
      Optional<EndConditions> otherwise,
      Optional<Boolean> confirmed) {
    return new Adding(conversation, person, email, group, window, text, end, otherwise, confirmed);
  }

  public MemberCommand.Add command() {
    return new MemberCommand.Add(
        TestSteps.clientId(),
        conversation,
        person,
        email,
        group,
        Optional.empty(),
        history,
        note,
        until,
        Optional.empty(),
        conditions,
        known);
  }
}
