package io.drawbridge.server.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.ExternalApproval;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.mail.DueMail;
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

/** Mails to those who decide that somebody waits to be let in (G-26, HAP-2). */
final class ApprovalNoticesDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  private final String id = TestSteps.clientId();
  private final TestHouse.Home home = HOUSE.workspace("North" + id);
  private final Caller mia = HOUSE.member(home, "mia" + id + "@north.example");
  private final String amy = "amy" + id + "@north.example";
  private final Caller admin = HOUSE.member(home, amy);
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
  private final ApprovalNotices notices =
      (ApprovalNotices)
          Objects.requireNonNull(HOUSE.core.features().letters().get(MailKind.AWAITING));

  ApprovalNoticesDbTest() {
    HOUSE.seat(home.workspace(), admin, WorkspaceRole.ADMIN);
    HOUSE.tell(
        home.owner(),
        Setting.of(
            home.workspace(), Setting.value(PolicyKey.EXTERNAL_APPROVAL, ExternalApproval.ADMINS)));
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

  private void suggest() {
    HOUSE.tell(
        mia,
        new JoinCommand.Suggest(
            TestSteps.clientId(),
            group,
            "sam" + TestSteps.clientId() + "@else.example",
            Optional.empty(),
            Optional.empty()));
  }

  private void answer(InvitationId invitation) {
    HOUSE.tell(home.owner(), new InvitationCommand.Approve(TestSteps.clientId(), invitation));
  }

  private int mails(String to, boolean now) {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    select count(*) from outbox
                    where kind = 'awaiting' and recipient = :to and home = :home
                      and (due_at <= clock_timestamp()) = :now
                    """)
                .bind("to", to)
                .bind("home", home.workspace().value())
                .bind("now", now)
                .mapTo(Integer.class)
                .one());
  }

  private Optional<Letter> letter(String to, Locale language) {
    DueMail mail =
        new DueMail(
            1,
            MailKind.AWAITING,
            EmailAddress.of(to),
            Optional.of(home.workspace().value()),
            "",
            1,
            Optional.of(home.workspace().value()),
            new MailReader(language, ZoneId.of("UTC")));
    return HOUSE.db.database().read(handle -> notices.compose(handle, mail));
  }

  private long untold() {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    select count(*) from invitation
                    where conversation = :group and waits and not approval_told
                    """)
                .bind("group", group.value())
                .mapTo(Long.class)
                .one());
  }

  /** What begins to wait again is told again; what waits still is not. */
  @Test
  void whatWaitsAgainIsToldAgain() {
    String address = "again" + TestSteps.clientId() + "@else.example";
    InvitationId invitation =
        HOUSE.tell(mia, Adding.email(group, address).command()).invitation().orElseThrow();
    assertThat(untold()).isEqualTo(1);
    notices.tell();
    assertThat(untold()).isZero();
    HOUSE.tell(mia, Adding.email(group, address).command());
    assertThat(untold()).isZero();
    HOUSE.db.execute(
        "update invitation set expires_at = now() - interval '1 second' where id = ?",
        invitation.value());
    HOUSE.tell(mia, Adding.email(group, address).command());
    assertThat(untold()).isEqualTo(1);
  }

  @Test
  void whoDecidesGetsOneMailForManyAndNobodyElseOne() {
    invite();
    invite();
    suggest();
    notices.tell();
    assertThat(mails(amy, true)).isEqualTo(1);
    assertThat(mails("mia" + id + "@north.example", true)).isZero();

    assertThat(letter(amy, Locale.ENGLISH).orElseThrow().text())
        .contains("2 people from outside wait to be let into conversations of “North" + id + "”.")
        .contains("#stop=")
        .doesNotContain("canary", "else.example", "gus", "Group");
    assertThat(letter(amy, Locale.GERMAN).orElseThrow().html())
        .contains("2 Personen von außen warten");
    assertThat(letter("mia" + id + "@north.example", Locale.ENGLISH)).isEmpty();
  }

  /** One at once, one for all that comes within the hour, and no more. */
  @Test
  void whatComesSoonAfterIsToldInOneMailAnHourLater() {
    invite();
    notices.tell();
    for (int i = 0; i < 3; i++) {
      invite();
      notices.tell();
    }
    notices.tell();
    assertThat(mails(amy, true)).isEqualTo(1);
    assertThat(mails(amy, false)).isEqualTo(1);
  }

  /** When a mail left is kept no longer than it holds back the next one. */
  @Test
  void mailThatLeftLongAgoIsForgotten() {
    invite();
    notices.tell();
    notices.tell();
    assertThat(remembered()).isPositive();
    HOUSE.db.execute("update approval_mail set leaves = leaves - interval '61 minutes'");
    notices.tell();
    assertThat(remembered()).isZero();
    invite();
    notices.tell();
    assertThat(mails(amy, true)).isEqualTo(2);
  }

  private int remembered() {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle
                .createQuery("select count(*) from approval_mail where domain = :home")
                .bind("home", home.workspace().value())
                .mapTo(Integer.class)
                .one());
  }

  /** The right of the moment in which it leaves. */
  @Test
  void nothingIsSentOnceItIsDecidedOrTheRightIsGone() {
    InvitationId first = invite();
    notices.tell();
    answer(first);
    assertThat(letter(amy, Locale.ENGLISH)).isEmpty();
    invite();
    assertThat(letter(amy, Locale.ENGLISH).orElseThrow().text()).contains("One person");
    HOUSE.tell(
        home.owner(),
        new WorkspaceCommand.SetRole(
            TestSteps.clientId(), home.workspace(), admin.account(), WorkspaceRole.MEMBER));
    assertThat(letter(amy, Locale.ENGLISH)).isEmpty();
    HOUSE.tell(
        home.owner(),
        new WorkspaceCommand.RemoveMember(TestSteps.clientId(), home.workspace(), admin.account()));
    assertThat(letter(amy, Locale.ENGLISH)).isEmpty();
  }

  /** Requests count for who manages the conversation, also without a policy of approval. */
  @Test
  void requestsToJoinAreToldToWhoAnswersThem() {
    suggest();
    notices.tell();
    String owner =
        HOUSE
            .db
            .database()
            .query(handle ->
                handle
                    .createQuery("select email from account where id = :id")
                    .bind("id", home.owner().account().value())
                    .mapTo(String.class)
                    .one());
    assertThat(mails(owner, true)).isEqualTo(1);
    assertThat(letter(owner, Locale.ENGLISH).orElseThrow().text()).contains("One person");
  }
}
