package io.drawbridge.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.people.SessionView;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.result.SessionReceipt;
import io.drawbridge.protocol.result.WorkspaceResult.BotCreated;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tests what the ends of sessions, seats and bots do to live sockets. */
class SessionsWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  private static final TestPerson ADA = SERVER.setUp("Ada");
  private static final WorkspaceId HOME = TestSteps.workspace(ADA);

  private final String name = TestCast.unique("Ben");

  /** Leak 8: a revoked session's socket gets nothing after the receipt. */
  @Test
  void revokedSessionIsCutOff() {
    TestPerson phone = TestSteps.member(SERVER, ADA, name);
    TestPerson laptop = SERVER.signIn(name);
    ConversationId group = TestSteps.group(ADA, "Plans", phone.account());
    try (TestClient socket = phone.connect()) {
      socket.call(new InterestCommand.Open(group, Optional.empty()));
      long pos = TestSteps.send(ADA, group, "before").pos();
      socket.await(LogEvent.MessagePosted.class, event -> event.pos() == pos);
      Receipt receipt = revoke(laptop, phone);
      TestSteps.send(ADA, group, "after");
      assertThat(receipt.sessions())
          .extracting(SessionReceipt::session)
          .containsExactly(phone.tokens().session());
      assertThat(socket.closeCode()).isEqualTo(CloseCode.SESSION_ENDED.number());
      assertThat(socket.await(Event.SessionEnded.class).reason()).isEqualTo(SessionEnd.REVOKED);
      assertThat(socket.events(LogEvent.MessagePosted.class)).hasSize(1);
    }
    assertThat(code(() -> phone.call(new AccountCommand.Me())))
        .isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(code(() -> refresh(phone))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThatThrownBy(phone::connect).isInstanceOf(RuntimeException.class);
    assertThat(sessions(laptop))
        .extracting(SessionView::session)
        .doesNotContain(phone.tokens().session());
  }

  /** Leak 140 over the wire. */
  @Test
  void nobodyRevokesSessionsOfOthers() {
    TestPerson ben = TestSteps.member(SERVER, ADA, name);
    assertThat(code(() -> revoke(ben, ADA))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(sessions(ADA)).extracting(SessionView::session).contains(ADA.tokens().session());
  }

  @Test
  void signingOutEndsTheSessionAndItsTokens() {
    TestPerson ben = TestSteps.member(SERVER, ADA, name);
    try (TestClient socket = ben.connect()) {
      assertThat(socket.call(new AccountCommand.SignOut())).isEqualTo(new Done());
      assertThat(socket.closeCode()).isEqualTo(CloseCode.SESSION_ENDED.number());
    }
    assertThat(code(() -> refresh(ben))).isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void newPasswordCutsTheOtherSockets() {
    TestPerson phone = TestSteps.member(SERVER, ADA, name);
    TestPerson laptop = SERVER.signIn(name);
    try (TestClient here = laptop.connect();
        TestClient there = phone.connect()) {
      here.call(
          new AccountCommand.SetPassword(
              "p1",
              Optional.of(new Secret("correct horse battery")),
              new Secret("a quite new password")));
      assertThat(there.closeCode()).isEqualTo(CloseCode.SESSION_ENDED.number());
      assertThat(here.call(new AccountCommand.Me()).account()).isEqualTo(laptop.account());
    }
  }

  @Test
  void socketLivesOnWithANewerTokenOfItsOwnSessionOnly() {
    TestPerson ben = TestSteps.member(SERVER, ADA, name);
    try (TestClient socket = ben.connect()) {
      Tokens newer = refresh(ben);
      assertThat(socket.call(new SessionCommand.Renew(newer.accessToken())).expiresAt())
          .isEqualTo(newer.accessExpiresAt());
      assertThat(code(() -> socket.call(new SessionCommand.Renew(ADA.tokens().accessToken()))))
          .isEqualTo(ErrorCode.UNAUTHENTICATED);
    }
  }

  /** Leak 118: rights end with the role, not with the session. */
  @Test
  void demotedAdminIsRefusedAtTheNextCommand() {
    TestPerson ben = TestSteps.member(SERVER, ADA, name);
    try (TestClient socket = ben.connect()) {
      setRole(ben, WorkspaceRole.ADMIN);
      BotCreated bot = socket.call(bot("first"));
      setRole(ben, WorkspaceRole.MEMBER);
      assertThat(code(() -> socket.call(bot("second")))).isEqualTo(ErrorCode.NOT_ALLOWED);
      assertThat(code(() -> socket.call(revoke(bot)))).isEqualTo(ErrorCode.NOT_ALLOWED);
    }
  }

  /** Issue 8.25: the admins' answer to a lost laptop. */
  @Test
  void adminEndsAllSessionsOfAMemberWhoIsMailed() {
    TestPerson ben = TestSteps.member(SERVER, ADA, name);
    TestPerson eve = TestSteps.member(SERVER, ADA, TestCast.unique("Eve"));
    assertThat(code(() -> eve.call(endSessions(ben)))).isEqualTo(ErrorCode.NOT_ALLOWED);
    try (TestClient socket = ben.connect()) {
      Receipt receipt = ADA.call(endSessions(ben));
      assertThat(receipt.sessions())
          .extracting(SessionReceipt::session)
          .contains(ben.tokens().session());
      assertThat(socket.closeCode()).isEqualTo(CloseCode.SESSION_ENDED.number());
    }
    assertThat(code(() -> refresh(ben))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(SERVER.signIn(name).account()).isEqualTo(ben.account());
    Awaitility.await()
        .until(() ->
            SERVER.mailsTo(ben.email()).stream()
                .anyMatch(mail -> mail.startsWith("Your devices were signed out")));
  }

  /** Else an admin could fill a member's mailbox. The link's mail comes after all that were due. */
  @Test
  void whoHasNoSessionsIsNotMailedThatTheyEnded() {
    TestPerson ben = TestSteps.member(SERVER, ADA, name);
    ADA.call(endSessions(ben));
    ADA.call(endSessions(ben));
    SERVER.nobody().call(new AccountCommand.RequestLink(ben.email()));
    Awaitility.await()
        .until(() ->
            SERVER.mailsTo(ben.email()).stream().filter(mail -> mail.contains("#link=")).count()
                == 2);
    assertThat(SERVER.mailsTo(ben.email()))
        .filteredOn(mail -> mail.startsWith("Your devices were signed out"))
        .hasSize(1);
  }

  @Test
  void adminEndsNoSessionsOfAnOwner() {
    TestPerson ben = TestSteps.member(SERVER, ADA, name);
    setRole(ben, WorkspaceRole.ADMIN);
    assertThat(code(() -> ben.call(endSessions(ADA)))).isEqualTo(ErrorCode.NOT_ALLOWED);
  }

  @Test
  void rotatedTokenOfABotEndsWhatTheOldOneOpened() {
    BotCreated bot = ADA.call(bot("porter"));
    Tokens old = SERVER.nobody().call(new AccountCommand.SignInBot(bot.apiToken(), "machine"));
    try (TestClient socket = TestClient.connect(SERVER.url(), old.accessToken().value())) {
      BotCreated fresh =
          ADA.call(
              new WorkspaceCommand.RotateBotToken(
                  TestSteps.clientId(), HOME, bot.account(), Optional.of(30)));
      assertThat(socket.closeCode()).isEqualTo(CloseCode.SESSION_ENDED.number());
      assertThat(fresh.expiresAt()).isPresent();
      assertThat(code(() -> signIn(bot))).isEqualTo(ErrorCode.SIGN_IN_FAILED);
      assertThat(signIn(fresh).account()).isEqualTo(bot.account());
    }
  }

  @Test
  void tokenOfABotEndsAndWithItWhatItOpened() {
    BotCreated bot =
        ADA.call(
            new WorkspaceCommand.CreateBot(TestSteps.clientId(), HOME, "clerk", Optional.of(1)));
    Tokens tokens = signIn(bot);
    boolean sameEnd =
        SERVER
            .database()
            .database()
            .query(handle ->
                handle
                    .createQuery(
                        """
                        select s.ends_at = a.api_token_expires_at
                        from session s join account a on a.id = s.account where s.id = :id
                        """)
                    .bind("id", tokens.session().value())
                    .mapTo(Boolean.class)
                    .one());
    assertThat(sameEnd).isTrue();
    SERVER
        .database()
        .execute(
            "update account set api_token_expires_at = clock_timestamp() where id = ?",
            bot.account().value());
    assertThat(code(() -> signIn(bot))).isEqualTo(ErrorCode.SIGN_IN_FAILED);
  }

  /** Leak 151: a bot's sockets end before the removal of its owner is answered. */
  @Test
  void socketsOfABotEndWithItsOwner() {
    TestPerson ben = TestSteps.member(SERVER, ADA, name);
    setRole(ben, WorkspaceRole.ADMIN);
    BotCreated bot = ben.call(bot("porter"));
    Tokens tokens = SERVER.nobody().call(new AccountCommand.SignInBot(bot.apiToken(), "machine"));
    ConversationId group = TestSteps.group(ADA, "Plans", ben.account());
    TestSteps.add(ADA, group, bot.account());
    try (TestClient socket = TestClient.connect(SERVER.url(), tokens.accessToken().value())) {
      socket.call(new InterestCommand.Open(group, Optional.empty()));
      ADA.call(new WorkspaceCommand.RemoveMember(TestSteps.clientId(), HOME, ben.account()));
      TestSteps.send(ADA, group, "after");
      assertThat(socket.closeCode()).isEqualTo(CloseCode.SESSION_ENDED.number());
      assertThat(socket.events(LogEvent.MessagePosted.class)).isEmpty();
    }
  }

  @Test
  void invitationReachesTheLiveSocketOfItsAddress() {
    TestPerson guest = TestSteps.external(SERVER, ADA, TestSteps.group(ADA, "First"), name);
    ConversationId second = TestSteps.group(ADA, "Second");
    try (TestClient socket = guest.connect()) {
      InvitationId invitation =
          TestSteps.addByMail(ADA, second, guest.email(), new HistoryWindow.FromNow())
              .invitation()
              .orElseThrow();
      Event.InvitationReceived received = socket.await(Event.InvitationReceived.class);
      assertThat(received.invitation().invitation()).isEqualTo(invitation);
      assertThat(received.invitation().conversation()).isEqualTo(second);
      socket.call(new InvitationCommand.Accept(TestSteps.clientId(), invitation));
      assertThat(socket.await(Event.AccessGained.class).conversation().id()).isEqualTo(second);
    }
  }

  /** 8.9: no door tells somebody who is suspended of an invitation, and the live socket is one. */
  @Test
  void suspendedPersonHearsOfNoInvitation() {
    TestPerson guest = TestSteps.external(SERVER, ADA, TestSteps.group(ADA, "First"), name);
    ConversationId hidden = TestSteps.group(ADA, "Hidden");
    ConversationId told = TestSteps.group(ADA, "Told");
    try (TestClient socket = guest.connect()) {
      ADA.call(
          new WorkspaceCommand.Suspend(
              TestSteps.clientId(), HOME, guest.account(), Optional.empty()));
      TestSteps.addByMail(ADA, hidden, guest.email(), new HistoryWindow.FromNow());
      ADA.call(new WorkspaceCommand.Unsuspend(TestSteps.clientId(), HOME, guest.account()));
      TestSteps.addByMail(ADA, told, guest.email(), new HistoryWindow.FromNow());
      assertThat(socket.await(Event.InvitationReceived.class).invitation().conversation())
          .isEqualTo(told);
    }
  }

  @Test
  void withdrawnInvitationIsToldToTheLiveSocket() {
    TestPerson guest = TestSteps.external(SERVER, ADA, TestSteps.group(ADA, "First"), name);
    ConversationId second = TestSteps.group(ADA, "Second");
    try (TestClient socket = guest.connect()) {
      InvitationId invitation =
          TestSteps.addByMail(ADA, second, guest.email(), new HistoryWindow.FromNow())
              .invitation()
              .orElseThrow();
      socket.await(Event.InvitationReceived.class);
      ADA.call(
          new MemberCommand.Remove(
              TestSteps.clientId(),
              second,
              Optional.empty(),
              Optional.empty(),
              Optional.of(invitation),
              false,
              Optional.empty()));
      assertThat(socket.await(Event.InvitationEnded.class).invitation()).isEqualTo(invitation);
      assertThat(
              code(() ->
                  socket.call(new InvitationCommand.Accept(TestSteps.clientId(), invitation))))
          .isEqualTo(ErrorCode.LINK_SPENT);
    }
  }

  private static WorkspaceCommand.EndSessions endSessions(TestPerson person) {
    return new WorkspaceCommand.EndSessions(TestSteps.clientId(), HOME, person.account());
  }

  private static Tokens signIn(BotCreated bot) {
    return SERVER.nobody().call(new AccountCommand.SignInBot(bot.apiToken(), "machine"));
  }

  private static Receipt revoke(TestPerson by, TestPerson session) {
    return by.call(new SessionCommand.Revoke(TestSteps.clientId(), session.tokens().session()));
  }

  private static Tokens refresh(TestPerson person) {
    return SERVER.nobody().call(new SessionCommand.Refresh(person.tokens().refreshToken()));
  }

  private static List<SessionView> sessions(TestDoor person) {
    return person.call(new SessionCommand.ListSessions()).sessions();
  }

  private static void setRole(TestPerson person, WorkspaceRole role) {
    ADA.call(new WorkspaceCommand.SetRole(TestSteps.clientId(), HOME, person.account(), role));
  }

  private static WorkspaceCommand.CreateBot bot(String name) {
    return new WorkspaceCommand.CreateBot(TestSteps.clientId(), HOME, name);
  }

  private static WorkspaceCommand.RevokeBot revoke(BotCreated bot) {
    return new WorkspaceCommand.RevokeBot(TestSteps.clientId(), HOME, bot.account());
  }

  private static ErrorCode code(Callable<?> attempt) {
    TestDoor.Refused refused = catchThrowableOfType(TestDoor.Refused.class, attempt::call);
    assertThat(refused).as("it was allowed").isNotNull();
    return refused.code();
  }
}
