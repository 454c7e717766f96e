package io.drawbridge.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drawbridge.client.bot.Bot;
import io.drawbridge.client.testkit.FakeChatServer;
import io.drawbridge.client.testkit.Script;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.Mutation;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.InboxResult;
import io.drawbridge.protocol.result.MemberResult;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.result.Phases;
import io.drawbridge.protocol.result.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The behaviour of the triage bot when things go wrong (G-9, G-30). */
class TriageBotWireTest {

  private static final ConversationId DESK = new ConversationId(7);
  private static final ConversationId THREAD = new ConversationId(8);
  private static final InvitationId INVITATION = new InvitationId(1);

  @AutoClose private final FakeChatServer server = FakeChatServer.start();
  private final Person ann = server.world().person(2, "Ann");
  private final Person olga = server.world().person(3, "Olga");
  private final Person piet = server.world().person(4, "Piet");

  TriageBotWireTest() {
    server
        .on(
            InboxCommand.ListInbox.class,
            list ->
                new InboxResult.Inbox(
                    List.of(server.world().listed(DESK, 0), server.world().listed(THREAD, 0)),
                    Optional.empty()))
        .on(ConversationCommand.Show.class, show -> conversation(show.conversation()))
        .on(ThreadCommand.Create.class, create -> conversation(THREAD))
        .on(
            MemberCommand.Add.class,
            add -> new MemberResult.MemberAdded(RosterState.INVITED, Optional.of(INVITATION)))
        .on(
            MessageCommand.Send.class,
            send -> new MessageResult.Sent(send.conversation(), 1_000, Instant.EPOCH));
  }

  @Test
  void oneWhoCannotBeRemovedKeepsNobodyElseIn() {
    server
        .on(
            ConversationCommand.ShowRoster.class,
            roster ->
                new ConversationResult.Roster(
                    List.of(added(olga), added(piet), invited()), Optional.empty(), false))
        .script(
            MemberCommand.Remove.class,
            remove ->
                remove.command().person().equals(Optional.of(olga.id()))
                    ? Script.refuse(ErrorCode.NOT_ALLOWED)
                    : Script.answer(new MemberResult.Removed(receipt(), List.of())));
    try (Bot bot = bot()) {
      bot.start().join();

      server.awaitConnection(1).send(server.world().posted(THREAD, 20, ann, "done"));

      awaitSent("Not removed: 1. Look who is still here.");
      assertThat(server.received(MemberCommand.Remove.class))
          .extracting(MemberCommand.Remove::person, MemberCommand.Remove::invitation)
          .containsExactly(
              tuple(Optional.of(olga.id()), Optional.empty()),
              tuple(Optional.of(piet.id()), Optional.empty()),
              tuple(Optional.empty(), Optional.of(INVITATION)));
      assertThat(server.received(MessageCommand.Send.class))
          .extracting(MessageCommand.Send::text)
          .containsExactly(
              "Removed: 2. They see nothing of this any more.",
              "Not removed: 1. Look who is still here.");
    }
  }

  @Test
  void messageHandledAgainDoesEverythingUnderTheSameIds() {
    List<String> first = idsOfTriage(1);
    List<String> again = idsOfTriage(2);

    assertThat(first).hasSize(3).doesNotHaveDuplicates();
    assertThat(again).isEqualTo(first);
  }

  /** The client ids of all changes that a bot makes because of the same message. */
  private List<String> idsOfTriage(int connection) {
    int before = mutations().size();
    try (Bot bot = bot()) {
      bot.start().join();
      server
          .awaitConnection(connection)
          .send(server.world().posted(DESK, 10, ann, "!triage olga@example.org Invoice 12"));
      server.awaitCommand(
          MessageCommand.Send.class,
          any -> server.received(MessageCommand.Send.class).size() == connection);
    }
    return mutations().stream().skip(before).toList();
  }

  private List<String> mutations() {
    return server.received().stream()
        .map(FakeChatServer.Received::command)
        .filter(Mutation.class::isInstance)
        .map(command -> ((Mutation) command).clientId())
        .toList();
  }

  private Bot bot() {
    return TriageBot.bot(Bot.builder(server.uri(), "a-bot-token"));
  }

  private void awaitSent(String text) {
    server.awaitCommand(MessageCommand.Send.class, send -> send.text().equals(text));
  }

  private ConversationResult.Conversation conversation(ConversationId id) {
    return new ConversationResult.Conversation(server.world().conversation(id, "Any"));
  }

  private static Receipt receipt() {
    return new Receipt(
        Optional.of(Instant.EPOCH), List.of(), List.of(), new Phases(1, 1, 1, 3), Optional.empty());
  }

  private RosterEntry added(Person person) {
    return entry(Optional.of(person), Optional.empty(), RosterState.ACTIVE);
  }

  private RosterEntry invited() {
    return entry(Optional.empty(), Optional.of(INVITATION), RosterState.INVITED);
  }

  /** Somebody whom the bot has brought in. */
  private RosterEntry entry(
      Optional<Person> person, Optional<InvitationId> invitation, RosterState state) {
    return new RosterEntry(
        person,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        invitation,
        state,
        ConversationRole.MEMBER,
        List.of(),
        Optional.empty(),
        Optional.of(server.world().self().id()),
        Optional.empty());
  }
}
