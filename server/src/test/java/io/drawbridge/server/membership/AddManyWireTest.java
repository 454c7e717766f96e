package io.drawbridge.server.membership;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.AddedRow;
import io.drawbridge.protocol.people.AddedState;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.BulkInviteMinRole;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many people are invited by one command, through both doors (HCL-9, HCL-10, G-5). */
final class AddManyWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);
  private static final Duration SOON = Duration.ofSeconds(60);

  /** The size of a part. */
  private static final int PART = 25;

  private static Addressee row(String email) {
    return new Addressee(email, Optional.empty(), Optional.empty());
  }

  private static Addressee row(String email, String given, String surname) {
    return new Addressee(email, Optional.of(given), Optional.of(surname));
  }

  private static List<Addressee> rows(String prefix, int count) {
    String unique = TestCast.unique(prefix);
    return IntStream.range(0, count)
        .mapToObj(i -> row("%s-%d@partner.example".formatted(unique, i)))
        .toList();
  }

  private static MemberCommand.AddMany command(ConversationId conversation, List<Addressee> rows) {
    return new MemberCommand.AddMany(
        clientId(),
        conversation,
        rows,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static MemberCommand.AddMany until(MemberCommand.AddMany command, Instant end) {
    return new MemberCommand.AddMany(
        command.clientId(),
        command.conversation(),
        command.rows(),
        Optional.of(HistoryWindow.everything()),
        Optional.of("Welcome to the relaunch."),
        Optional.of(end),
        Optional.of("supplier"),
        Optional.empty(),
        Optional.empty());
  }

  private static List<AddedRow> add(TestDoor by, ConversationId where, Addressee... rows) {
    return by.call(command(where, List.of(rows))).rows();
  }

  private static List<AddedState> states(List<AddedRow> rows) {
    return rows.stream().map(AddedRow::state).toList();
  }

  private static long mailsCounted(TestServer server, ConversationId where) {
    return server
        .database()
        .database()
        .query((Handle handle) ->
            handle
                .createQuery("select count(*) from mail_quota where conversation = :where")
                .bind("where", where.value())
                .mapTo(Long.class)
                .one());
  }

  private static void setForWorkspace(PolicyKey key, Object value) {
    OWNER.call(Setting.of(WORKSPACE, Setting.value(key, value)));
  }

  private static void takeBack(PolicyKey key) {
    OWNER.call(Setting.back(WORKSPACE, key));
  }

  @ParameterizedTest
  @EnumSource
  void eachRowHasItsResultAndHindersNoOther(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Relaunch");
      TestPerson here = cast.external(thread, "Here");
      TestPerson elsewhere = cast.external(TestSteps.thread(OWNER, "Another"), "Elsewhere");
      String unique = TestCast.unique("new");
      String fresh = unique + "@partner.example";
      String open = unique + "-open@partner.example";
      InvitationId before =
          TestSteps.addByMail(OWNER, thread, open, HistoryWindow.fromNow())
              .invitation()
              .orElseThrow();
      OWNER.call(
          Setting.of(
              thread,
              Setting.value(PolicyKey.EXTERNAL_MAIL_DOMAINS_REFUSED, List.of("rival.example"))));

      List<AddedRow> added =
          add(
              cast.as(OWNER),
              thread,
              row(fresh, "Nora", "Quint"),
              row(elsewhere.email()),
              row(here.email()),
              row(open),
              row("nobody at all"),
              row(fresh.toUpperCase(Locale.ROOT)),
              row(unique + "@rival.example"),
              row(unique + "-name@partner.example", "x".repeat(60), "y".repeat(60)),
              row(unique + "-last@partner.example"));

      assertThat(states(added))
          .containsExactly(
              AddedState.INVITED,
              AddedState.INVITED,
              AddedState.ALREADY_HERE,
              AddedState.ALREADY_INVITED,
              AddedState.REFUSED,
              AddedState.DUPLICATE,
              AddedState.REFUSED,
              AddedState.REFUSED,
              AddedState.INVITED);
      assertThat(added.get(3).invitation()).contains(before);
      assertThat(added.get(5).row()).contains(1);
      assertThat(added)
          .extracting(AddedRow::code)
          .containsExactly(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(ErrorCode.INVALID),
              Optional.empty(),
              Optional.of(ErrorCode.NOT_ALLOWED),
              Optional.of(ErrorCode.INVALID),
              Optional.empty());
      assertThat(added.get(6).reason().orElseThrow()).contains("mail domain");
      assertThat(cast.roster(OWNER, thread).stream().flatMap(it -> it.email().stream()))
          .containsExactlyInAnyOrder(
              fresh, elsewhere.email(), open, unique + "-last@partner.example");
      await().atMost(SOON).until(() -> SERVER.mailsTo(fresh).size() == 1);
      assertThat(mailsCounted(SERVER, thread)).isEqualTo(5);
    }
  }

  /** D3: whether an address has an account shows nowhere; the owner of one hears of it at once. */
  @ParameterizedTest
  @EnumSource
  void absentAndExistingAccountsLookTheSame(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Relaunch");
      TestPerson known = cast.external(TestSteps.thread(OWNER, "Another"), "Known");
      cast.socket(known);

      List<AddedRow> added =
          add(
              cast.as(OWNER),
              thread,
              row(known.email()),
              row(TestCast.unique("unknown") + "@partner.example"));

      assertThat(added)
          .allSatisfy(it -> {
            assertThat(it.state()).isEqualTo(AddedState.INVITED);
            assertThat(it.invitation()).isPresent();
            assertThat(it.reason()).isEmpty();
          });
      cast.socket(known)
          .await(
              Event.InvitationReceived.class, it -> it.invitation().conversation().equals(thread));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(known, thread));
    }
  }

  @ParameterizedTest
  @EnumSource
  void sameCommandAgainAnswersTheSameAndMailsNobodyTwice(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Relaunch");
      List<Addressee> rows = rows("again", PART + 5);
      MemberCommand.AddMany command = command(thread, rows);
      List<AddedRow> first = cast.as(OWNER).call(command).rows();
      assertThat(states(first)).hasSize(PART + 5).containsOnly(AddedState.INVITED);

      assertThat(cast.as(OWNER).call(command).rows()).isEqualTo(first);
      assertThat(mailsCounted(SERVER, thread)).isEqualTo(PART + 5);

      // The same file under another name: who is invited already is not mailed again.
      List<AddedRow> second = cast.as(OWNER).call(command(thread, rows)).rows();
      assertThat(states(second)).containsOnly(AddedState.ALREADY_INVITED);
      assertThat(second)
          .extracting(AddedRow::invitation)
          .isEqualTo(first.stream().map(AddedRow::invitation).toList());
      assertThat(mailsCounted(SERVER, thread)).isEqualTo(PART + 5);
      refused(
          ErrorCode.CLIENT_ID_REUSED,
          () ->
              cast.as(OWNER)
                  .call(
                      new MemberCommand.AddMany(
                          command.clientId(),
                          thread,
                          rows("other", 1),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty())));
    }
  }

  /** What was committed stays, also over the end of the process, and nobody is mailed twice. */
  @Test
  void commandThatStoppedHalfwayGoesOnWhereItStopped() {
    try (TestServer server = TestServer.start()) {
      TestPerson owner = server.setUp("Owner");
      ConversationId thread = TestSteps.thread(owner, "Relaunch");
      List<Addressee> rows = rows("halfway", 2 * PART + 1);
      MemberCommand.AddMany command = command(thread, rows);
      try (Handle other = server.database().open()) {
        other.begin();
        other.execute(
            "select pg_advisory_xact_lock(hashtext('mail_quota'), hashtext(?))",
            "address " + rows.get(PART + 3).email());
        refused(ErrorCode.BUSY, () -> owner.call(command));
        other.rollback();
      }
      assertThat(mailsCounted(server, thread)).isEqualTo(PART);
      server.restart();
      TestPerson again = server.signIn("Owner");

      List<AddedRow> added = again.call(command).rows();

      assertThat(states(added)).hasSize(2 * PART + 1).containsOnly(AddedState.INVITED);
      assertThat(mailsCounted(server, thread)).isEqualTo(2 * PART + 1);
      await().atMost(SOON).until(() -> server.mailsTo(rows.getLast().email()).size() == 1);
      assertThat(server.mailsTo(rows.getFirst().email())).hasSize(1);
    }
  }

  /**
   * The parts are small, so that those who write are let in between them. On a server of its own:
   * the mails of other tests would wait behind all of these.
   */
  @Test
  void fiveHundredAreInvitedWhileOthersWrite() {
    try (TestServer server = TestServer.start()) {
      TestPerson owner = server.setUp("Owner");
      TestPerson ben = TestSteps.member(server, owner, "Ben");
      ConversationId thread = TestSteps.thread(owner, "Relaunch", ben.account());
      MemberCommand.AddMany command = command(thread, rows("many", 500));
      List<String> written = new ArrayList<>();

      CompletableFuture<List<AddedRow>> added =
          CompletableFuture.supplyAsync(() -> owner.call(command).rows());
      while (!added.isDone()) {
        written.add("message " + written.size());
        TestSteps.send(ben, thread, written.getLast());
      }

      assertThat(states(added.join())).hasSize(500).containsOnly(AddedState.INVITED);
      assertThat(written).hasSizeGreaterThan(1);
      assertThat(mailsCounted(server, thread)).isEqualTo(500);
    }
  }

  /** G-5: what is beyond a quota is refused with the reason, and the rest stands. */
  @Test
  void rowsBeyondAQuotaAreRefusedAndTheRestStands() {
    Map<ConfigKey, String> few =
        Map.of(
            ConfigKey.INVITATIONS_PER_INVITER, "40", ConfigKey.INVITATIONS_PER_CONVERSATION, "30");
    try (TestServer server = TestServer.start(few)) {
      TestPerson owner = server.setUp("Owner");
      ConversationId first = TestSteps.thread(owner, "First");
      List<AddedRow> thirty = owner.call(command(first, rows("quota", 35))).rows();
      assertThat(states(thirty.subList(0, 30))).containsOnly(AddedState.INVITED);
      assertThat(thirty.subList(30, 35))
          .allSatisfy(it -> {
            assertThat(it.code()).contains(ErrorCode.LIMIT_REACHED);
            assertThat(it.reason().orElseThrow())
                .contains("limit.invitations_per_conversation: 30, the next at ");
          });
      ConversationId second = TestSteps.thread(owner, "Second");
      List<Addressee> tagged =
          IntStream.range(0, 12).mapToObj(i -> row("sam+%d@partner.example".formatted(i))).toList();
      List<AddedRow> ten = owner.call(command(second, tagged)).rows();
      assertThat(states(ten.subList(0, 10))).containsOnly(AddedState.INVITED);
      assertThat(ten.subList(10, 12))
          .extracting(it -> it.reason().orElseThrow().replaceAll(", the next.*", ""))
          .containsOnly("invitations in 24 hours: 40 (limit.invitations_per_inviter: 40");
      assertThat(mailsCounted(server, first)).isEqualTo(30);
      assertThat(mailsCounted(server, second)).isEqualTo(10);
      // Nothing stands of a row that was refused.
      assertThat(
              owner
                  .call(
                      new ConversationCommand.ShowRoster(
                          second, Optional.empty(), Optional.empty()))
                  .entries()
                  .stream()
                  .flatMap(it -> it.email().stream()))
          .hasSize(10);
    }
  }

  /** N-7: from when they are invited on, and from a renewal if an invitation was over. */
  @ParameterizedTest
  @EnumSource
  void authorsAreAskedAboutThoseInvitedSinceTheyLooked(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestDoor by = cast.as(OWNER);
      ConversationId thread = TestSteps.thread(OWNER, "Relaunch");
      String name = TestCast.unique("Guest");
      String other = TestCast.unique("other") + "@partner.example";
      String before = audience(by, thread);
      add(by, thread, row(TestServer.address(name)), row(other));
      refused(ErrorCode.AUDIENCE_CHANGED, () -> send(by, thread, before));
      String now = audience(by, thread);
      SERVER.redeem(name);
      send(by, thread, now);
      // The mail came back, and the same person is invited again.
      changeInvitation("state = 'undeliverable'", other);
      assertThat(states(add(by, thread, row(other)))).containsExactly(AddedState.INVITED);
      send(by, thread, now);
      changeInvitation("expires_at = clock_timestamp() - interval '1 s'", other);
      assertThat(states(add(by, thread, row(other)))).containsExactly(AddedState.INVITED);
      refused(ErrorCode.AUDIENCE_CHANGED, () -> send(by, thread, now));
    }
  }

  private static String audience(TestDoor by, ConversationId conversation) {
    return by.call(new ConversationCommand.Show(conversation))
        .conversation()
        .audience()
        .orElseThrow();
  }

  private static void send(TestDoor by, ConversationId conversation, String audience) {
    by.call(
        new MessageCommand.Send(
            clientId(), conversation, "for us alone", Optional.empty(), Optional.of(audience)));
  }

  private static void changeInvitation(String to, String email) {
    try (Handle handle = SERVER.database().open()) {
      handle.execute("update invitation set " + to + " where email = ?", email);
    }
  }

  /** HCL-10: owners and admins of the workspace, or by the policy all who may add an external. */
  @ParameterizedTest
  @EnumSource
  void adminsImportAndOthersAsThePolicyLetsThem(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson admin = cast.member("Admin");
      OWNER.call(
          new WorkspaceCommand.SetRole(
              clientId(), WORKSPACE, admin.account(), WorkspaceRole.ADMIN));
      ConversationId thread = TestSteps.thread(OWNER, "Relaunch", ben.account(), admin.account());
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson stranger = cast.member("Stranger");
      assertThat(states(cast.as(admin).call(command(thread, rows("admin", 2))).rows()))
          .containsOnly(AddedState.INVITED);
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(ben).call(command(thread, rows("refused", 2))));
      setForWorkspace(PolicyKey.BULK_INVITE_MIN_ROLE, BulkInviteMinRole.MEMBER);
      try {
        assertThat(states(cast.as(ben).call(command(thread, rows("member", 2))).rows()))
            .containsOnly(AddedState.INVITED);
        refused(ErrorCode.NOT_ALLOWED, () -> cast.as(eve).call(command(thread, rows("eve", 2))));
        refused(
            ErrorCode.NOT_FOUND,
            () -> cast.as(stranger).call(command(thread, rows("stranger", 2))));
        OWNER.call(Setting.of(thread, Setting.invite(ExternalInvite.ADMINS)));
        refused(ErrorCode.NOT_ALLOWED, () -> cast.as(ben).call(command(thread, rows("no", 2))));
      } finally {
        takeBack(PolicyKey.BULK_INVITE_MIN_ROLE);
      }
      PolicyValues ofAThread =
          Setting.value(PolicyKey.BULK_INVITE_MIN_ROLE, BulkInviteMinRole.ADMIN);
      refused(ErrorCode.INVALID, () -> OWNER.call(Setting.of(thread, ofAThread)));
      ConversationId dm = TestSteps.dm(OWNER, ben.account()).id();
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(OWNER).call(command(dm, rows("dm", 2))));
    }
  }

  /** TS-15, G-33: the rights and bounds of one addition hold for many. */
  @ParameterizedTest
  @EnumSource
  void policiesAboutExternalsHold(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Relaunch");
      TestSteps.send(OWNER, thread, "before");
      OWNER.call(Setting.of(thread, Setting.value(PolicyKey.EXTERNAL_DAYS_MAX, 10)));
      Instant tooLate = Instant.now().plus(Duration.ofDays(20));
      refused(
          ErrorCode.INVALID,
          () -> cast.as(OWNER).call(until(command(thread, rows("late", 2)), tooLate)));
      String name = TestCast.unique("Guest");
      Instant end = Instant.now().plus(Duration.ofDays(5)).truncatedTo(ChronoUnit.MILLIS);
      List<Addressee> one = List.of(row(TestServer.address(name), "Nora", "Quint"));
      assertThat(states(cast.as(OWNER).call(until(command(thread, one), end)).rows()))
          .containsExactly(AddedState.INVITED);
      TestPerson guest = SERVER.redeem(name);
      assertThat(cast.texts(guest, thread)).containsExactly("before");
      assertThat(TestSteps.until(OWNER, thread, guest.account())).contains(end);
      assertThat(SERVER.mailsTo(guest.email()).getFirst()).contains("Welcome to the relaunch.");
      OWNER.call(Setting.of(thread, Setting.value(PolicyKey.EXTERNALS_ENABLED, false)));
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(OWNER).call(command(thread, rows("nobody", 2))));
      assertThat(cast.roster(OWNER, thread).stream().filter(it -> it.email().isPresent()))
          .isEmpty();
    }
  }
}
