package io.drawbridge.server;

import io.drawbridge.protocol.command.MemberCommand;
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
    Optional<Instant> until) {
  public static Adding person(ConversationId conversation, AccountId person) {
    return new Adding(
        conversation,
        Optional.of(person),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public static Adding email(ConversationId conversation, String email) {
    return new Adding(
        conversation,
        Optional.empty(),
        Optional.of(email),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public static Adding group(ConversationId thread, ConversationId group) {
    return new Adding(
        thread,
        Optional.empty(),
        Optional.empty(),
        Optional.of(group),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public Adding seeing(HistoryWindow window) {
    return new Adding(conversation, person, email, group, Optional.of(window), note, until);
  }

  public Adding saying(String text) {
    return new Adding(conversation, person, email, group, history, Optional.of(text), until);
  }

  public Adding endingAt(Instant end) {
    return new Adding(conversation, person, email, group, history, note, Optional.of(end));
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
        Optional.empty());
  }
}
