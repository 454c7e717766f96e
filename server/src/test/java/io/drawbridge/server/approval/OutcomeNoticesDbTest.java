package io.drawbridge.server.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.policy.ExternalApproval;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.mail.DueMail;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.MailReader;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Mails to those who invited or suggested somebody, what became of it (G-4, G-26). */
final class OutcomeNoticesDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  private final String id = TestSteps.clientId();
  private final TestHouse.Home home = HOUSE.workspace("North" + id);
  private final String miasAddress = "mia" + id + "@north.example";
  private final Caller mia = HOUSE.member(home, miasAddress);
  private final ConversationId group =
      HOUSE
          .tell(
              home.owner(),
              new GroupCommand.Create(
                  TestSteps.clientId(),
                  home.workspace(),
                  "Group",
                  Visibility.OPEN,
                  List.of(mia.account())))
          .conversation()
          .id();
  private final OutcomeNotices notices = (OutcomeNotices) source(MailKind.OUTCOME);

  OutcomeNoticesDbTest() {
    HOUSE.tell(
        home.owner(),
        Setting.of(
            home.workspace(), Setting.value(PolicyKey.EXTERNAL_APPROVAL, ExternalApproval.ADMINS)));
  }

  private static LetterSource source(MailKind kind) {
    return Objects.requireNonNull(HOUSE.core.features().letters().get(kind));
  }

  private InvitationId invite() {
    return HOUSE
        .tell(
            mia,
            Adding.email(group, "gus" + TestSteps.clientId() + "@else.example")
                .saying("canary of a note")
                .command())
        .invitation()
        .orElseThrow();
  }

  private InvitationId approved() {
    InvitationId invitation = invite();
    HOUSE.tell(home.owner(), new InvitationCommand.Approve(TestSteps.clientId(), invitation));
    return invitation;
  }

  private void denied() {
    HOUSE.tell(
        home.owner(),
        new InvitationCommand.Deny(
            TestSteps.clientId(), invite(), Optional.of("canary of a reason")));
  }

  /** A mail that waits: what it is about, and whether it may leave now. */
  private record Waiting(long subject, boolean now) {}

  private List<Waiting> mails() {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    select subject, due_at <= clock_timestamp() as now from outbox
                    where kind = 'outcome' and recipient = :to and home = :home order by due_at
                    """)
                .bind("to", miasAddress)
                .bind("home", home.workspace().value())
                .map(row ->
                    new Waiting(
                        row.getColumn("subject", Long.class), row.getColumn("now", Boolean.class)))
                .list());
  }

  private long toldNow() {
    notices.tell();
    return mails().getLast().subject();
  }

  private Optional<Letter> letter(long subject, String to, Locale language) {
    DueMail mail =
        new DueMail(
            1,
            MailKind.OUTCOME,
            EmailAddress.of(to),
            Optional.of(subject),
            "",
            1,
            Optional.of(home.workspace().value()),
            new MailReader(language, ZoneId.of("UTC")));
    return HOUSE.db.database().read(handle -> notices.compose(handle, mail));
  }

  private String text(long subject) {
    return letter(subject, miasAddress, Locale.ENGLISH).orElseThrow().text();
  }

  @Test
  void inviterIsToldWhatBecameOfItAndNobodyElse() {
    HOUSE.member(home, "ann" + id + "@north.example");
    approved();
    denied();
    source(MailKind.INVITATION).undeliverable(Optional.of(approved().value()));
    long mail = toldNow();
    assertThat(mails()).singleElement().matches(Waiting::now);
    assertThat(text(mail))
        .contains(
            "There is news of 3 invitations of yours into “North" + id + "”.",
            "One was approved. One was refused. The mail of one came back",
            "#stop=")
        .doesNotContain("canary", "else.example", "gus", "Group");
    assertThat(letter(mail, miasAddress, Locale.GERMAN).orElseThrow().html())
        .contains("Eine wurde abgelehnt");
    assertThat(letter(mail, "ann" + id + "@north.example", Locale.ENGLISH)).isEmpty();
  }

  /** One at once, one for all that comes within the hour, and what was told is not told again. */
  @Test
  void whatFollowsSoonIsHeldTogetherInOneMail() {
    approved();
    long first = toldNow();
    notices.tell();
    denied();
    notices.tell();
    denied();
    long second = toldNow();
    assertThat(mails()).containsExactly(new Waiting(first, true), new Waiting(second, false));
    assertThat(text(first)).contains("One was approved.").doesNotContain("refused");
    assertThat(text(second)).contains("2 were refused.").doesNotContain("approved");
  }

  /** When a mail left is kept no longer than it holds back the next one. */
  @Test
  void mailThatLeftLongAgoIsForgotten() {
    String own = "outcome_mail where domain = " + home.workspace().value();
    approved();
    notices.tell();
    notices.tell();
    assertThat(rows(own)).isEqualTo(1);
    HOUSE.db.execute("update outcome_mail set leaves = leaves - interval '61 minutes'");
    notices.tell();
    assertThat(rows(own)).isZero();
    denied();
    notices.tell();
    assertThat(mails()).hasSize(2).allMatch(Waiting::now);
  }

  private static int rows(String from) {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle.createQuery("select count(*) from " + from).mapTo(Integer.class).one());
  }

  @Test
  void suggestionThatWasAnsweredIsTold() {
    HOUSE.tell(
        mia,
        new JoinCommand.Suggest(
            TestSteps.clientId(),
            group,
            "sam" + TestSteps.clientId() + "@else.example",
            Optional.empty(),
            Optional.empty()));
    JoinRequestId request =
        HOUSE
            .db
            .database()
            .query(handle ->
                handle
                    .createQuery("select id from join_request where conversation = :group")
                    .bind("group", group.value())
                    .mapTo(Long.class)
                    .map(JoinRequestId::new)
                    .one());
    HOUSE.tell(home.owner(), new JoinCommand.Deny(TestSteps.clientId(), request));
    assertThat(text(toldNow())).contains("One was refused.");
  }

  /** What was prepared while its reader saw the place is not sent once they do not. */
  @Test
  void nothingIsToldOfAPlaceThatTheInviterWasRemovedFromLeak77() {
    denied();
    long mail = toldNow();
    assertThat(text(mail)).contains("One was refused.");
    HOUSE.tell(
        home.owner(),
        new MemberCommand.Remove(
            TestSteps.clientId(),
            group,
            Optional.of(mia.account()),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty()));
    assertThat(letter(mail, miasAddress, Locale.ENGLISH)).isEmpty();
  }

  @Test
  void nothingIsToldToWhoIsSuspendedOrAMemberNoMoreLeak77() {
    denied();
    long mail = toldNow();
    HOUSE.tell(
        home.owner(),
        new WorkspaceCommand.Suspend(
            TestSteps.clientId(), home.workspace(), mia.account(), Optional.empty()));
    assertThat(letter(mail, miasAddress, Locale.ENGLISH)).isEmpty();
    HOUSE.tell(
        home.owner(),
        new WorkspaceCommand.RemoveMember(TestSteps.clientId(), home.workspace(), mia.account()));
    assertThat(letter(mail, miasAddress, Locale.ENGLISH)).isEmpty();
  }

  /** What is no longer so is not told: it was invited again, or taken back. */
  @Test
  void whatIsNoLongerSoIsNotTold() {
    InvitationId invitation = approved();
    source(MailKind.INVITATION).undeliverable(Optional.of(invitation.value()));
    long mail = toldNow();
    assertThat(text(mail)).contains("came back").doesNotContain("approved");
    HOUSE.tell(mia, new InvitationCommand.Resend(TestSteps.clientId(), invitation));
    assertThat(letter(mail, miasAddress, Locale.ENGLISH)).isEmpty();
  }
}
