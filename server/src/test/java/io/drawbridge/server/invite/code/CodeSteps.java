package io.drawbridge.server.invite.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.ExternalEntry;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.result.AccountResult.Redeemed;
import io.drawbridge.protocol.result.InvitationResult.ClaimCodeCreated;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Memberships.Lapse;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.audit.OwnAction;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A workspace that lets people in by claim codes, and what its people do with them. */
abstract class CodeSteps {
  final TestHouse house;
  final TestHouse.Home home;
  final Caller owner;
  final Caller ben;
  final ConversationId thread;

  CodeSteps(TestHouse house) {
    this.house = house;
    this.home = house.workspace("Home" + id());
    this.owner = home.owner();
    this.ben = house.member(home, id() + "@home.example");
    this.thread = thread(ben);
    house.tell(owner, Setting.of(home.workspace(), allowing(true)));
  }

  /** Ends what people have here who can never sign in again; returns how many. */
  int signedOut() {
    DomainId domain = new DomainId(home.workspace().value());
    boolean any =
        house
            .db
            .database()
            .query(handle -> house.access.memberships().lapsed(handle, Lapse.SIGNED_OUT, 100))
            .contains(domain);
    return !any
        ? 0
        : house
            .delivery
            .membershipLanes()
            .submit(
                domain,
                ChangeRequest.<Integer>own(OwnAction.LINK_EXPIRE, ChangeRequest.SERVER),
                tx -> tx.memberships().settleLapsed(tx.at(), Lapse.SIGNED_OUT, 100).left().size())
            .toCompletableFuture()
            .join()
            .value();
  }

  static String id() {
    return TestSteps.clientId();
  }

  static PolicyValues allowing(boolean let) {
    return Setting.value(PolicyKey.EXTERNAL_WITHOUT_EMAIL, let);
  }

  ConversationId thread(Caller... people) {
    return house
        .tell(
            owner,
            new ThreadCommand.Create(
                id(),
                Optional.of(home.workspace()),
                "Subject",
                List.of(people).stream().map(Caller::account).toList(),
                List.of(),
                Optional.empty()))
        .conversation()
        .id();
  }

  GroupCommand.Create group(TestHouse.Home home, Visibility visibility, List<Caller> people) {
    return new GroupCommand.Create(
        id(),
        home.workspace(),
        "Group" + id(),
        visibility,
        people.stream().map(Caller::account).toList());
  }

  /** A DM that who has no seat opens, because they share a conversation. */
  DmCommand.Open anchored(Caller other) {
    return new DmCommand.Open(id(), Optional.empty(), List.of(other.account()), Optional.empty());
  }

  DmCommand.Open dm(Caller other) {
    return new DmCommand.Open(
        id(), Optional.of(home.workspace()), List.of(other.account()), Optional.empty());
  }

  InvitationCommand.CreateCode code(ConversationId into, Optional<String> name) {
    return new InvitationCommand.CreateCode(
        id(),
        into,
        name,
        Optional.empty(),
        Optional.of(HistoryWindow.everything()),
        Optional.empty(),
        Optional.of("customer"),
        Optional.empty(),
        Optional.empty());
  }

  InvitationCommand.CreateCode ending(Duration in) {
    return new InvitationCommand.CreateCode(
        id(),
        thread,
        Optional.empty(),
        Optional.of(house.db.clock().now().plus(in)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  ClaimCodeCreated made(Caller by, ConversationId into) {
    return house.tell(by, code(into, Optional.of("Guest")));
  }

  Redeemed claim(Secret code) {
    return house.tell(new InvitationCommand.Claim(code, Optional.of("Gast"), "phone"));
  }

  Caller claimed(Secret code) {
    return house.caller(claim(code).tokens());
  }

  void assertDead(Secret code) {
    assertThat(outcome(() -> claim(code))).contains(ErrorCode.LINK_SPENT);
  }

  ExternalCommand.End end(ExternalSelection which) {
    return new ExternalCommand.End(id(), home.workspace(), which, Optional.empty());
  }

  void revoke(Caller by, ClaimCodeCreated made) {
    house.tell(
        by,
        new MemberCommand.Remove(
            id(),
            thread,
            Optional.empty(),
            Optional.empty(),
            Optional.of(made.invitation()),
            false,
            Optional.empty()));
  }

  void remove(Caller whom) {
    house.tell(
        owner,
        new MemberCommand.Remove(
            id(),
            thread,
            Optional.of(whom.account()),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty()));
  }

  void role(ConversationId group, ConversationRole role) {
    house.tell(owner, new GroupCommand.SetRole(id(), group, ben.account(), role));
  }

  List<InvitationView> open(Caller by) {
    return house.tell(by, new InvitationCommand.ListInvitations(Optional.of(thread))).invitations();
  }

  List<RosterEntry> roster(Caller by) {
    return house
        .tell(by, new ConversationCommand.ShowRoster(thread, Optional.empty(), Optional.empty()))
        .entries();
  }

  List<RosterEntry> unverified() {
    return roster(owner).stream()
        .filter(it -> it.person().filter(person -> person.unverified()).isPresent())
        .toList();
  }

  List<ExternalEntry> externals() {
    return house
        .tell(
            owner,
            new ExternalCommand.ListExternals(
                home.workspace(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .externals();
  }

  int used() {
    return house.tell(owner, new ExternalCommand.Count(home.workspace())).counts().all().used();
  }

  boolean sees(Caller who) {
    return outcome(() -> house.tell(who, new ConversationCommand.Show(thread))).isEmpty();
  }

  int sessions(Caller who) {
    return house
        .db
        .database()
        .query(handle ->
            handle
                .createQuery(
                    "select count(*) from session where account = :account and ended_at is null")
                .bind("account", who.account().value())
                .mapTo(Integer.class)
                .one());
  }

  /** Moves the code's end into the past. */
  void expire(ClaimCodeCreated made) {
    house
        .db
        .database()
        .write(handle ->
            handle
                .createUpdate("update invitation set expires_at = clock_timestamp() where id = :id")
                .bind("id", made.invitation().value())
                .execute());
  }

  Failure refusal(Runnable attempt) {
    return catchThrowableOfType(Failure.class, attempt::run);
  }

  Optional<ErrorCode> outcome(Runnable attempt) {
    return Optional.ofNullable(refusal(attempt)).map(Failure::code);
  }
}
