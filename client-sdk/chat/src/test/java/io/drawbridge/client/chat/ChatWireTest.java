package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.client.testkit.Script;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.audit.AuditEntry;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.ConversationState;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.join.JoinLinkState;
import io.drawbridge.protocol.join.JoinLinkView;
import io.drawbridge.protocol.join.JoinOutcome;
import io.drawbridge.protocol.join.JoinRequestView;
import io.drawbridge.protocol.people.AddedRow;
import io.drawbridge.protocol.people.AddedState;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyOrder;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.policy.PolicyView;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.AuditResult;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.InboxResult;
import io.drawbridge.protocol.result.JoinResult;
import io.drawbridge.protocol.result.MemberResult;
import io.drawbridge.protocol.result.PolicyResult;
import io.drawbridge.protocol.result.WorkspaceResult;
import io.drawbridge.protocol.text.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatWireTest extends FakeTalk {
  @Test
  void linesOfAPipeBecomeARecordOfTheTalk() {
    String record =
        talk("/open 1", "good morning", "/who", "/add bob@example.org", "/remove olga", "/quit");

    assertThat(record)
        .contains("You are Self.", "  1 thread Room *", "> /open 1", "In: thread ")
        .contains("Olga\\x1b[2J [external]: hello\n      there")
        .contains("> good morning")
        .contains("  Olga\\x1b[2J [external], active")
        .contains("Added: bob@example.org is invited")
        .contains("Removed: Olga\\x1b[2J [external], final after 6.0 ms")
        .doesNotContain("\u001b");
    assertThat(server.received(MessageCommand.Send.class))
        .extracting(MessageCommand.Send::text)
        .containsExactly("good morning");
    assertThat(server.received(MemberCommand.Remove.class).getFirst().person()).contains(OLGA.id());
  }

  /** HCL-9. */
  @Test
  void fileOfPeopleIsImported(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("people.csv");
    Files.writeString(file, "email,given,surname\r\nbob@example.org,Bob,Quint\r\nnobody\r\n");
    server.on(
        MemberCommand.AddMany.class,
        many ->
            new MemberResult.ManyAdded(
                List.of(
                    AddedRow.invited(AddedState.INVITED, new InvitationId(9)),
                    AddedRow.refused(ErrorCode.INVALID, "email: not an email address"))));

    String record = talk("/open 1", "/import " + file, "/import " + folder, "/quit");

    assertThat(record)
        .containsPattern("1 bob@example.org +invited")
        .containsPattern("2 nobody +refused: email: not an email address")
        .contains("Invited: 1 of 2")
        .contains("The file cannot be read.");
    assertThat(server.received(MemberCommand.AddMany.class).getFirst().rows())
        .containsExactly(
            new Addressee("bob@example.org", Optional.of("Bob"), Optional.of("Quint")),
            new Addressee("nobody", Optional.empty(), Optional.empty()));
  }

  @Test
  void whoIsOnALaterPageOfTheRosterCanBeRemoved() {
    server.on(
        ConversationCommand.ShowRoster.class,
        roster ->
            roster.after().isEmpty()
                ? new ConversationResult.Roster(
                    Collections.nCopies(200, entry(server.world().person(6, "Zoe"))),
                    Optional.of("more"),
                    true)
                : new ConversationResult.Roster(List.of(entry(OLGA)), Optional.empty(), true));

    assertThat(talk("/open 1", "/remove olga")).contains("Removed: Olga");
  }

  /** What taking somebody out would do is told, and nobody is taken out (N-5). */
  @Test
  void removalIsForetold() {
    server.on(
        MemberCommand.PreviewRemove.class,
        preview -> new MemberResult.RemovalPreview(List.of(), 1, 2, 3, true));

    assertThat(talk("/open 1", "/foresee olga", "/foresee nobody"))
        .contains(
            " would lose this conversation, and 2 others with it. In 3 conversations nobody"
                + " would answer for somebody from outside. Somebody else would get in charge.")
        .contains("Nobody here is called so");
    assertThat(server.received(MemberCommand.Remove.class)).isEmpty();
  }

  @Test
  void invitationIsListedAndTakenUp() {
    String record = talk("/accept other", "/accept quote", "hello");

    assertThat(record)
        .contains("invited to Quote 12; /accept takes it up", "There is no such invitation.")
        .contains("In: thread Quote 12");
    assertThat(server.received(InvitationCommand.Accept.class).getFirst().invitation())
        .isEqualTo(new InvitationId(9));
    assertThat(server.received(MessageCommand.Send.class)).hasSize(1);
  }

  @Test
  void whatCannotBeDoneIsSaidInOneLine() {
    server.script(MessageCommand.Send.class, send -> Script.refuse(ErrorCode.CLOSED));

    String record =
        talk("hello", "/open 9", "/open room", "hello", "/dance", "/add", "/dm Zoe", "psst");

    assertThat(record)
        .contains("You are in no conversation; /open one, or /thread.")
        .contains("There is no such conversation; /list shows them.")
        .contains("Not done: closed: The conversation is closed.")
        .contains("There is no /dance; /help says what is.")
        .contains("Say a name or an address too.")
        .contains("Not done: not_found");
    assertThat(server.received(MessageCommand.Send.class))
        .as("what was meant for Zoe reaches nobody")
        .hasSize(1);
  }

  /** N-16: what is typed once the way there failed reaches nobody in front. */
  @Test
  void notesGoBackstageOrNowhere() {
    ConversationId notes = new ConversationId(8);
    server
        .on(
            ConversationCommand.OpenBackstage.class,
            open -> new ConversationResult.Conversation(behind(notes, open.conversation())))
        .on(
            ConversationCommand.Show.class,
            show ->
                new ConversationResult.Conversation(
                    server.world().conversation(show.conversation(), "Room")));

    assertThat(
            talk("/open 1", "/front", "hello", "/backstage", "a note", "/front", "back", "/quit"))
        .contains("This is no backstage.", "In: backstage of Room", "In: thread Room");
    assertThat(server.received(MessageCommand.Send.class))
        .extracting(send -> send.conversation() + " " + send.text())
        .containsExactly(ROOM + " hello", notes + " a note", ROOM + " back");

    server.on(
        ConversationCommand.OpenBackstage.class,
        open -> {
          throw new IllegalStateException("out of order");
        });
    assertThat(talk("/open 1", "/backstage", "a secret", "/quit")).contains("> a secret");
    assertThat(server.received(MessageCommand.Send.class))
        .extracting(MessageCommand.Send::text)
        .doesNotContain("a secret");
  }

  private ConversationView behind(ConversationId notes, ConversationId front) {
    ConversationView view = server.world().conversation(notes, "Room");
    return new ConversationView(
        view.conversation(),
        view.kind(),
        view.workspace(),
        view.name(),
        view.visibility(),
        view.state(),
        view.detailsLocked(),
        view.repliesLocked(),
        view.hasExternals(),
        view.externals(),
        view.audience(),
        view.foreign(),
        view.role(),
        view.until(),
        view.badgeInMessages(),
        view.badgeInInbox(),
        Optional.empty(),
        Optional.of(front));
  }

  /** D12, GLUE-13, GLUE-14. */
  @Test
  void externalsAreUnmarkedWhereTheWorkspaceSaysSo() {
    ConversationView quiet =
        new ConversationView(
            ROOM,
            ConversationKind.THREAD,
            Optional.empty(),
            "Quote 12",
            Optional.empty(),
            ConversationState.OPEN,
            false,
            false,
            true,
            Optional.of(1),
            Optional.empty(),
            false,
            ConversationRole.MEMBER,
            Optional.empty(),
            false,
            false,
            Optional.empty(),
            Optional.empty());
    server
        .on(
            InboxCommand.ListInbox.class,
            list ->
                new InboxResult.Inbox(
                    List.of(new InboxEntry(quiet, Optional.empty(), 1, true, 1, 0, 0, true)),
                    Optional.empty()))
        .on(InvitationCommand.Accept.class, accept -> new ConversationResult.Conversation(quiet));

    String record = talk("/accept", "/who");

    assertThat(record)
        .contains("  1 thread Quote 12 *")
        .contains("In: thread Quote 12 [1 from outside]")
        .contains("Olga\\x1b[2J: hello")
        .contains("  Olga\\x1b[2J [external], active");
  }

  @Test
  void policiesAreShownAndSetWhereOneIs() {
    PolicyView shown =
        new PolicyView(
            PolicyValues.NONE.externalInvite(ExternalInvite.ADMINS),
            Optional.empty(),
            Optional.of(PolicyValues.NONE.externalInvite(ExternalInvite.ADMINS)),
            Optional.empty(),
            List.of(
                new PolicyOrder(
                    PolicyKey.EXTERNAL_INVITE, PolicyKey.EXTERNAL_INVITE.strictestFirst())));
    server
        .on(PolicyCommand.Show.class, show -> new PolicyResult.Policies(shown))
        .on(PolicyCommand.Set.class, set -> new PolicyResult.PoliciesSet(shown, Optional.empty()))
        .on(
            PolicyCommand.Plan.class,
            plan -> new PolicyResult.PolicyPlan(7, 3, 5, 2, 1, Optional.empty(), List.of()))
        .on(
            PolicyCommand.Enforce.class,
            enforce -> new PolicyResult.PoliciesEnforced(6, 1, 2, Optional.empty()));

    String record =
        talk(
            "/open 1",
            "/policy",
            "/policy external_invite admins",
            "/policy external_invite default",
            "/policy external_invite everybody",
            "/policy rain",
            "/policy plan",
            "/policy enforce soon",
            "/policy enforce 30");

    assertThat(record)
        .contains("external_invite          admins               set here")
        .contains("(off < admins < conversation_admins < members)")
        .contains("Set: external_invite is admins")
        .contains("expected: one of off, admins, conversation_admins, members")
        .contains("There is no such policy; /policy shows them.")
        .contains("3 people in 5 conversations are against it. Invitations for nothing: 1")
        .contains("Type the number of days, or nothing for now.")
        .contains("Ended, for good: 6; ends by itself now: 1; exceptions: 2.");
    assertThat(server.received(PolicyCommand.Enforce.class))
        .extracting(PolicyCommand.Enforce::inDays)
        .containsExactly(Optional.of(30));
    assertThat(server.received(PolicyCommand.Set.class))
        .extracting(set -> set.values().externalInvite())
        .containsExactly(Optional.of(ExternalInvite.ADMINS), Optional.empty());
    assertThat(server.received(PolicyCommand.Set.class).getLast().reset())
        .containsExactly(PolicyKey.EXTERNAL_INVITE);
    assertThat(server.received(PolicyCommand.Set.class))
        .allMatch(set -> set.conversation().equals(Optional.of(ROOM)));
  }

  /** G-6: links are made and taken back, and who asks by them is answered. */
  @Test
  void linksAndRequestsAreHandledWhereOneIs() {
    JoinLinkId link = new JoinLinkId(11);
    JoinRequestId request = new JoinRequestId(12);
    server
        .on(
            JoinCommand.CreateLink.class,
            create ->
                new JoinResult.JoinLinkCreated(
                    link, new Secret("abc"), new Secret("https://chat.example/#join=abc")))
        .on(
            JoinCommand.ListLinks.class,
            list ->
                new JoinResult.JoinLinks(
                    List.of(
                        new JoinLinkView(
                            link,
                            ROOM,
                            ConversationKind.GROUP,
                            Optional.of("Room"),
                            OLGA,
                            JoinLinkState.OPEN,
                            5,
                            2,
                            Optional.empty(),
                            true,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Instant.EPOCH,
                            Instant.EPOCH)),
                    false))
        .on(
            JoinCommand.ListRequests.class,
            list ->
                new JoinResult.JoinRequests(
                    List.of(
                        new JoinRequestView(
                            request,
                            ROOM,
                            Optional.of(link),
                            Optional.empty(),
                            Optional.of("Sam\u001b[2J"),
                            Optional.of("sam@partner.example"),
                            false,
                            Optional.of("It is me"),
                            Instant.EPOCH,
                            Instant.EPOCH)),
                    false))
        .on(JoinCommand.Approve.class, approve -> new Done())
        .on(JoinCommand.RevokeLink.class, revoke -> new Done())
        .on(JoinCommand.Suggest.class, suggest -> new Done())
        .on(
            JoinCommand.Apply.class,
            apply ->
                new JoinResult.JoinApplied(
                    JoinOutcome.PENDING, Optional.empty(), Optional.of(request)));

    String record =
        talk(
            "/open 1",
            "/link 5",
            "/links",
            "/requests",
            "/approve sam@partner.example",
            "/approve zoe",
            "/suggest ann@partner.example",
            "/unlink j_",
            "/join https://chat.example/#join=abc");

    assertThat(record)
        .contains("to be passed on: https://chat.example/#join=abc")
        .contains("2 of 5 used")
        .contains("Sam\\x1b[2J <sam@partner.example>, address not proved: It is me")
        .contains("Approved.")
        .contains("Nobody who asks is called so")
        .contains("Taken back")
        .contains("Suggested")
        .contains("You have asked");
    assertThat(server.received(JoinCommand.CreateLink.class))
        .singleElement()
        .satisfies(create -> assertThat(create.usesMax()).contains(5));
    assertThat(server.received(JoinCommand.Approve.class))
        .extracting(JoinCommand.Approve::request)
        .containsExactly(request);
    assertThat(server.received(JoinCommand.Apply.class))
        .extracting(JoinCommand.Apply::token)
        .containsExactly(new Secret("abc"));
  }

  /** N-13: the log is read and written by those who run the workspace. */
  @Test
  void logIsShownAndWrittenIntoAFile(@TempDir Path folder) throws IOException {
    WorkspaceView home = new WorkspaceView(new WorkspaceId(3), "Northwind", WorkspaceRole.ADMIN);
    AuditEntry removed =
        new AuditEntry(
            12,
            Instant.EPOCH,
            "member.remove",
            "person",
            Optional.of(new AccountId(4)),
            Optional.empty(),
            Optional.of(new AccountId(9)),
            Optional.of(ROOM),
            Optional.empty(),
            Optional.empty(),
            Optional.of("over\u001b[2J"),
            List.of(),
            List.of(),
            false);
    server
        .on(
            AccountCommand.Me.class,
            me ->
                new AccountResult.Me(
                    new AccountId(4), "Ada", Optional.empty(), false, List.of(home)))
        .on(
            WorkspaceCommand.ListMembers.class,
            list -> new WorkspaceResult.WorkspaceMembers(List.of(), false))
        .on(
            AuditCommand.ListRecords.class,
            list -> new AuditResult.AuditRecords(List.of(removed), Optional.empty()))
        .on(
            AuditCommand.Export.class,
            export ->
                export.after().isEmpty()
                    ? new AuditResult.AuditPart("{\"a\":", Optional.of("0.5"))
                    : new AuditResult.AuditPart("1}\n", Optional.empty()));
    Path file = folder.resolve("log");

    String record = talk("/audit", "/export " + file, "/export " + file);

    assertThat(record)
        .contains("12 1970-01-01T00:00:00Z member.remove by a_0000000000004: a_0000000000009, over")
        .doesNotContain("\u001b")
        .contains("Written. To check it anywhere")
        .contains("There is such a file already.");
    assertThat(file).hasContent("{\"a\":1}\n");
  }
}
