package io.drawbridge.server.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.audit.AuditEntry;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.result.MemberResult.MemberAdded;
import io.drawbridge.protocol.result.MemberResult.Removed;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.DueMail;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.MailReader;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The steps that tests of invitations take again and again. */
final class InvitationSteps {
  private final TestHouse house;

  InvitationSteps(TestHouse house) {
    this.house = house;
  }

  /** An open group: any member may bring externals in. */
  ConversationId group(TestHouse.Home home, Caller... people) {
    return house
        .tell(
            home.owner(),
            new GroupCommand.Create(
                house.clientId(),
                home.workspace(),
                "Plans",
                Visibility.OPEN,
                Arrays.stream(people).map(Caller::account).toList()))
        .conversation()
        .id();
  }

  ConversationId secretGroup(TestHouse.Home home) {
    return house
        .tell(
            home.owner(),
            new GroupCommand.Create(
                house.clientId(), home.workspace(), "Sealed", Visibility.SECRET, List.of()))
        .conversation()
        .id();
  }

  ConversationId thread(TestHouse.Home home, String title) {
    return house
        .tell(
            home.owner(),
            new ThreadCommand.Create(
                house.clientId(),
                Optional.of(home.workspace()),
                title,
                List.of(),
                List.of(),
                Optional.empty()))
        .conversation()
        .id();
  }

  /** The mail of an invitation that waits in the outbox, where no worker runs. */
  private DueMail waiting(InvitationId invitation) {
    return house
        .db
        .database()
        .query(handle ->
            handle
                .createQuery("select id, recipient, token from outbox where subject = :subject")
                .bind("subject", invitation.value())
                .map(row ->
                    new DueMail(
                        row.getColumn("id", Long.class),
                        MailKind.INVITATION,
                        new EmailAddress(row.getColumn("recipient", String.class)),
                        Optional.of(invitation.value()),
                        row.getColumn("token", String.class),
                        1,
                        Optional.empty(),
                        new MailReader(Locale.ENGLISH, ZoneId.of("UTC"))))
                .one());
  }

  int mails(String address) {
    return house
        .db
        .database()
        .query(handle ->
            handle
                .createQuery(
                    "select count(*) from one_time_token where email = :email and kind ="
                        + " 'invitation'")
                .bind("email", address)
                .mapTo(Integer.class)
                .one());
  }

  Secret waitingToken(InvitationId invitation) {
    return new Secret(waiting(invitation).token());
  }

  boolean wouldBeMailed(InvitationId invitation) {
    return composed(invitation).isPresent();
  }

  Letter letter(InvitationId invitation) {
    return composed(invitation).orElseThrow();
  }

  private Optional<Letter> composed(InvitationId invitation) {
    DueMail mail = waiting(invitation);
    LetterSource letters =
        Objects.requireNonNull(house.core.features().letters().get(MailKind.INVITATION));
    return house.db.database().read(handle -> letters.compose(handle, mail));
  }

  List<RosterEntry> roster(Caller reader, ConversationId conversation) {
    return house
        .tell(
            reader,
            new ConversationCommand.ShowRoster(conversation, Optional.empty(), Optional.of(200)))
        .entries();
  }

  /** The first epoch that shows. */
  long floor(Caller reader, ConversationId conversation) {
    return house
        .db
        .database()
        .query(handle ->
            handle
                .createQuery("select epoch from floor_of(:person, :conversation)")
                .bind("person", reader.account().value())
                .bind("conversation", conversation.value())
                .mapTo(Long.class)
                .one());
  }

  MemberAdded invite(Caller by, ConversationId conversation, String address) {
    return house.tell(
        by,
        new MemberCommand.Add(
            house.clientId(),
            conversation,
            Optional.empty(),
            Optional.of(address),
            Optional.empty(),
            Optional.of("Gus Suggested"),
            Optional.empty(),
            Optional.of("Please join"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  MemberAdded add(Caller by, ConversationId conversation, AccountId person) {
    return house.tell(
        by,
        new MemberCommand.Add(
            house.clientId(),
            conversation,
            Optional.of(person),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  Removed remove(
      Caller by,
      ConversationId conversation,
      Optional<AccountId> person,
      Optional<InvitationId> invitation) {
    return house.tell(
        by,
        new MemberCommand.Remove(
            house.clientId(),
            conversation,
            person,
            Optional.empty(),
            invitation,
            false,
            Optional.empty()));
  }

  List<InvitationView> invitations(Caller caller, Optional<ConversationId> conversation) {
    return house.tell(caller, new InvitationCommand.ListInvitations(conversation)).invitations();
  }

  boolean sees(Caller caller, ConversationId conversation) {
    return outcome(() -> house.tell(caller, new ConversationCommand.Show(conversation))).isEmpty();
  }

  static ErrorCode code(Callable<?> attempt) {
    Failure failure = catchThrowableOfType(Failure.class, attempt::call);
    assertThat(failure).as("it was allowed").isNotNull();
    return failure.code();
  }

  static Optional<ErrorCode> outcome(Callable<?> attempt) {
    try {
      attempt.call();
      return Optional.empty();
    } catch (Failure e) {
      return Optional.of(e.code());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The newest records of a workspace's audit, as its owner is shown them. */
  static List<AuditEntry> audit(TestHouse house, TestHouse.Home home) {
    return house
        .tell(
            home.owner(),
            new AuditCommand.ListRecords(
                home.workspace(), Optional.empty(), Optional.empty(), Optional.empty()))
        .records();
  }

  /** What is sealed in a chain. */
  static List<String> sealed(TestHouse house, long chain) {
    return house
        .db
        .database()
        .query(handle ->
            handle
                .createQuery("select action from audit_seal where chain = ? order by position")
                .bind(0, chain)
                .mapTo(String.class)
                .list());
  }
}
