package io.drawbridge.server.join;

import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestSteps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code join_link.create} with only what a test is about, and what follows it. */
public record Joining(
    ConversationId conversation,
    Optional<Integer> usesMax,
    Optional<List<String>> mailDomains,
    Optional<Boolean> approval,
    Optional<HistoryWindow> history,
    Optional<Instant> expiresAt,
    Optional<Integer> days) {

  public static Joining into(ConversationId conversation) {
    return new Joining(
        conversation,
        Optional.of(10),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A link of ten uses, with approval. */
  public static JoinCommand.CreateLink link(ConversationId conversation) {
    return into(conversation).command();
  }

  public Joining times(int uses) {
    return new Joining(
        conversation, Optional.of(uses), mailDomains, approval, history, expiresAt, days);
  }

  public Joining from(String... domains) {
    return new Joining(
        conversation, usesMax, Optional.of(List.of(domains)), approval, history, expiresAt, days);
  }

  public Joining atOnce() {
    return new Joining(
        conversation, usesMax, mailDomains, Optional.of(false), history, expiresAt, days);
  }

  public Joining seeing(HistoryWindow window) {
    return new Joining(
        conversation, usesMax, mailDomains, approval, Optional.of(window), expiresAt, days);
  }

  public Joining endingAt(Instant end) {
    return new Joining(
        conversation, usesMax, mailDomains, approval, history, Optional.of(end), days);
  }

  public Joining lasting(int daysOfAccess) {
    return new Joining(
        conversation,
        usesMax,
        mailDomains,
        approval,
        history,
        expiresAt,
        Optional.of(daysOfAccess));
  }

  public JoinCommand.CreateLink command() {
    return new JoinCommand.CreateLink(
        TestSteps.clientId(),
        conversation,
        expiresAt,
        usesMax,
        mailDomains,
        approval,
        history,
        Optional.empty(),
        days,
        Optional.of("customer"),
        Optional.of("Welcome"),
        Optional.empty(),
        Optional.empty());
  }

  public static JoinCommand.Apply apply(Secret token) {
    return new JoinCommand.Apply(TestSteps.clientId(), token, Optional.of("It is me"));
  }

  public static JoinCommand.ApplyByMail byMail(Secret token, String email) {
    return new JoinCommand.ApplyByMail(
        token, email, Optional.of("Someone"), Optional.of("It is me"));
  }
}
