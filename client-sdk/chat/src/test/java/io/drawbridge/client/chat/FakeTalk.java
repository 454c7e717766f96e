package io.drawbridge.client.chat;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.testkit.FakeChatServer;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.InboxResult;
import io.drawbridge.protocol.result.InvitationResult;
import io.drawbridge.protocol.result.MemberResult;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.result.Phases;
import io.drawbridge.protocol.result.Receipt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** A chat program that talks with a server whose answers a test makes. */
abstract class FakeTalk {

  static final ConversationId ROOM = new ConversationId(7);
  static final Person OLGA = new Person(new AccountId(5), "Olga\u001b[2J", true, false);

  final FakeChatServer server = FakeChatServer.start();

  FakeTalk() {
    server
        .on(
            InboxCommand.ListInbox.class,
            list -> new InboxResult.Inbox(List.of(room()), Optional.empty()))
        .on(
            MessageCommand.ShowHistory.class,
            history ->
                new MessageResult.History(
                    List.of(server.world().posted(ROOM, 1, OLGA, "hello\nthere").message()),
                    false,
                    false))
        .on(
            InvitationCommand.ListInvitations.class,
            mine -> new InvitationResult.Invitations(List.of(invitation())))
        .on(
            InvitationCommand.Accept.class,
            accept ->
                new ConversationResult.Conversation(server.world().conversation(ROOM, "Quote 12")))
        .on(MessageCommand.Send.class, send -> new MessageResult.Sent(ROOM, 2, Instant.EPOCH))
        .on(
            ConversationCommand.ShowRoster.class,
            roster -> new ConversationResult.Roster(List.of(entry(OLGA)), Optional.empty(), false))
        .on(
            MemberCommand.Add.class,
            add -> new MemberResult.MemberAdded(RosterState.INVITED, Optional.empty()))
        .on(
            MemberCommand.Remove.class,
            remove ->
                new MemberResult.Removed(
                    new Receipt(
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        new Phases(1, 2, 3, 6_000),
                        Optional.empty()),
                    List.of()));
  }

  @AfterEach
  void close() {
    server.close();
  }

  final String talk(String... lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] in = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    try (Terminal terminal =
            new PlainTerminal(
                new ByteArrayInputStream(in), new PrintStream(out, true, StandardCharsets.UTF_8));
        ChatClient client =
            ChatClient.builder(server.uri()).credentials(Credentials.apiToken("token")).build()) {
      Talk talk = new Talk(client, terminal);
      client.connect().join();
      talk.run();
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  final InboxEntry room() {
    return new InboxEntry(
        server.world().conversation(ROOM, "Room"), Optional.empty(), 1, true, 1, 0, 0, false);
  }

  static InvitationView invitation() {
    return new InvitationView(
        new InvitationId(9),
        ROOM,
        ConversationKind.GROUP,
        Optional.of("Quote 12"),
        Optional.of("self@example.com"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OLGA,
        InvitationState.PENDING,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty());
  }

  static RosterEntry entry(Person person) {
    return new RosterEntry(
        Optional.of(person),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        RosterState.ACTIVE,
        ConversationRole.MEMBER,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
