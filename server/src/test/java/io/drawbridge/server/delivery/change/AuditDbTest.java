package io.drawbridge.server.delivery.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.Mutation;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.ExternalApproval;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.result.AccountResult.Redeemed;
import io.drawbridge.protocol.result.JoinResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.credential.Proved;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.hold.Holding;
import io.drawbridge.server.join.Joining;
import io.drawbridge.server.push.web.TestBrowser;
import io.drawbridge.server.slash.Offering;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Every change leaves its record, once, and nothing else leaves one. */
final class AuditDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse().withMails();

  /** What somebody writes or follows is no matter of access. */
  private static final Set<String> NO_CHANGES =
      Set.of(
          "message.send",
          "message.edit",
          "message.delete",
          "message.react",
          "message.pin",
          "message.schedule",
          "message.forward",
          "preview.remove",
          "poll.create",
          "poll.close",
          "file.begin",
          "file.replace",
          "file.remove",
          "slash.run",
          "slash.answer",
          "interest.follow");

  private final TestHouse.Home home = HOUSE.workspace("Home" + TestSteps.clientId());
  private final Caller owner = home.owner();
  private final Set<String> covered = new HashSet<>();

  @Test
  void everyMutationThatIsNoContentLeavesItsRecordOnce() {
    accounts();
    groups();
    threads();
    invitations();
    approvals();
    codes();
    joinLinks();
    webhooks();
    workspaces();
    bots();
    policies();
    Set<String> mutations =
        CommandTypes.names().stream()
            .filter(CommandTypes::mutation)
            .filter(name -> !NO_CHANGES.contains(name))
            .collect(Collectors.toSet());
    assertThat(covered).isEqualTo(mutations);
  }

  private void accounts() {
    Caller ann = HOUSE.person(address());
    mine(ann, new AccountCommand.Update(id(), Optional.of("Ann B."), none()));
    mine(ann, new AccountCommand.SetPicture(id(), none()));
    mine(ann, new SessionCommand.Revoke(id(), again(ann).session()));
    var device = run(ann, TestBrowser.subscribing(id()), ann.account().value()).result().device();
    mine(ann, new SessionCommand.UnsubscribePush(id(), device));
    mine(
        ann,
        new AccountCommand.SetPassword(
            id(), Optional.of(TestHouse.PASSWORD), new Secret("another good battery")));
    Caller gone = HOUSE.person(address());
    mine(gone, new AccountCommand.Erase(id(), Optional.of(TestHouse.PASSWORD)));
  }

  private void groups() {
    Caller ben = member();
    Caller cara = member();
    ConversationId group =
        once(owner, new GroupCommand.Create(id(), home.workspace(), "G", Visibility.OPEN, of(ben)))
            .conversation()
            .id();
    once(cara, new GroupCommand.Join(id(), group));
    Recorded raised =
        left(owner, new GroupCommand.SetRole(id(), group, ben.account(), ConversationRole.ADMIN));
    assertThat(raised.before() + raised.after()).contains("\"role\": \"member\"", "\"admin\"");
    assertThat(raised.person()).isEqualTo(ben.account().value());
    once(cara, new ConversationCommand.Leave(id(), group));
    once(owner, new DmCommand.Open(id(), Optional.of(home.workspace()), of(ben), none()));
  }

  private void threads() {
    Caller ben = member();
    ConversationId thread = thread(ben);
    Recorded renamed = left(owner, new ConversationCommand.Rename(id(), thread, "Another subject"));
    assertThat(renamed.before()).contains("A subject");
    assertThat(renamed.after()).contains("Another subject");
    assertThat(renamed.conversation()).isEqualTo(thread.value());
    Recorded opened = left(owner, new ConversationCommand.OpenBackstage(id(), thread));
    assertThat(opened.after()).contains("\"backstage_of\": \"" + thread + "\"");
    once(owner, new ConversationCommand.Lock(id(), thread, true, true));
    once(owner, new ConversationCommand.Close(id(), thread));
    Recorded archived = left(owner, new ConversationCommand.Archive(id(), thread));
    assertThat(archived.before()).contains("\"state\": \"closed\"");
    assertThat(archived.after()).contains("\"state\": \"archived\"");
    once(owner, new ConversationCommand.Unarchive(id(), thread));
    once(owner, new ConversationCommand.Reopen(id(), thread));
    Recorded removed =
        left(
            owner,
            new MemberCommand.Remove(
                id(),
                thread,
                Optional.of(ben.account()),
                none(),
                none(),
                false,
                Optional.of("moved on")));
    assertThat(removed.person()).isEqualTo(ben.account().value());
    assertThat(removed.conversation()).isEqualTo(thread.value());
    assertThat(removed.workspace()).isEqualTo(home.workspace().value());
    assertThat(removed.reason()).isEqualTo("moved on");
    assertThat(removed.before() + removed.after()).contains("\"end\": \"removed\"").endsWith("[]");
    once(owner, Adding.person(thread, ben.account()).command());
    var held = once(owner, Holding.on(home.workspace(), thread)).hold();
    once(owner, Holding.end(home.workspace(), held.id()));
    once(owner, new ConversationCommand.Delete(id(), thread, thread.toString()));
  }

  private void invitations() {
    ConversationId thread = thread(member());
    String address = address();
    Caller invited = HOUSE.person(address);
    Recorded added = left(owner, Adding.email(thread, address).saying("the secret note").command());
    assertThat(added.whole()).doesNotContain(address).doesNotContain("secret note");
    InvitationId invitation = Recorded.invitation(HOUSE, "invitation", address);
    once(owner, new InvitationCommand.Resend(id(), invitation));
    Recorded accepted = left(invited, new InvitationCommand.Accept(id(), invitation));
    assertThat(accepted.actor()).isEqualTo(invited.account().value());
    assertThat(accepted.after()).contains("\"state\": \"accepted\"");
    String listed = address();
    Recorded many =
        left(
            owner,
            new MemberCommand.AddMany(
                id(),
                thread,
                List.of(new Addressee(listed, Optional.of("Nora"), none())),
                none(),
                Optional.of("the secret note"),
                none(),
                none(),
                Optional.empty(),
                Optional.empty()));
    assertThat(many.whole()).doesNotContain(listed).doesNotContain("secret note");
    assertThat(many.conversation()).isEqualTo(thread.value());
    ConversationId other = thread(member());
    HOUSE.tell(owner, Adding.email(other, address).command());
    once(
        invited,
        new InvitationCommand.Decline(id(), Recorded.invitation(HOUSE, "invitation", address)));
    Optional<Instant> end = Optional.of(Instant.parse("2100-01-01T00:00:00Z"));
    Recorded dated =
        left(owner, new MemberCommand.SetUntil(id(), thread, invited.account(), end, none()));
    assertThat(dated.before()).contains("\"end\": \"until\"");
    assertThat(dated.after()).contains("\"until\": \"2100-01-01");
    Recorded renewed =
        left(
            owner,
            new ExternalCommand.SetUntil(
                id(),
                home.workspace(),
                new ExternalSelection.OfPerson(invited.account()),
                none(),
                none(),
                Optional.of("the deal goes on")));
    assertThat(renewed.before()).contains("\"until\": \"2100-01-01");
    assertThat(renewed.reason()).isEqualTo("the deal goes on");
    sponsors(thread, invited);
    Recorded ended =
        left(
            owner,
            new ExternalCommand.End(
                id(),
                home.workspace(),
                new ExternalSelection.OfPerson(invited.account()),
                Optional.of("the deal is off")));
    assertThat(ended.before()).contains("\"end\": \"removed\"");
    assertThat(ended.reason()).isEqualTo("the deal is off");
  }

  /** N-12: who answers for them, and by when they have to be confirmed. */
  private void sponsors(ConversationId thread, Caller invited) {
    Caller dora = member();
    HOUSE.tell(owner, Adding.person(thread, dora.account()).command());
    ExternalSelection which = new ExternalSelection.OfPerson(invited.account());
    Recorded handed =
        left(
            owner,
            new ExternalCommand.HandOver(
                id(), home.workspace(), which, dora.account(), Optional.of("holidays")));
    assertThat(handed.after()).contains("\"sponsor\": \"%d\"".formatted(dora.account().value()));
    assertThat(handed.reason()).isEqualTo("holidays");
    HOUSE.tell(owner, Setting.of(thread, PolicyValues.NONE.number(PolicyKey.CONFIRM_DAYS, 5)));
    Recorded confirmed =
        left(owner, new ExternalCommand.Confirm(id(), home.workspace(), which, none()));
    assertThat(confirmed.after()).contains("confirm_by");
    Recorded orphaned = left(dora, new ConversationCommand.Leave(id(), thread));
    assertThat(orphaned.after()).contains("orphaned_until");
  }

  private void approvals() {
    Caller ben = member();
    ConversationId thread = thread(ben);
    HOUSE.tell(
        owner, Setting.of(thread, PolicyValues.NONE.externalApproval(ExternalApproval.ADMINS)));
    String address = address();
    Recorded waits = left(ben, Adding.email(thread, address).command());
    assertThat(waits.after()).contains("awaiting_approval");
    InvitationId first = Recorded.invitation(HOUSE, "invitation", address);
    Recorded approved = left(owner, new InvitationCommand.Approve(id(), first));
    assertThat(approved.after()).contains("\"state\": \"pending\"");
    String another = address();
    HOUSE.tell(ben, Adding.email(thread, another).command());
    InvitationId second = Recorded.invitation(HOUSE, "invitation", another);
    Recorded denied = left(owner, new InvitationCommand.Deny(id(), second, Optional.of("no")));
    assertThat(denied.after()).contains("\"state\": \"denied\"");
    assertThat(denied.reason()).isEqualTo("no");
  }

  /** Of a code the log has neither the code nor its hash; who claims it leaves a record. */
  private void codes() {
    ConversationId thread = thread(member());
    HOUSE.tell(
        owner, Setting.of(home.workspace(), Setting.value(PolicyKey.EXTERNAL_WITHOUT_EMAIL, true)));
    InvitationCommand.CreateCode command =
        new InvitationCommand.CreateCode(
            id(),
            thread,
            Optional.of("Mr Okafor"),
            none(),
            none(),
            none(),
            none(),
            Optional.empty(),
            Optional.empty());
    Recorded made = left(owner, command);
    assertThat(made.after()).contains("\"way\": \"code\"").contains("\"state\": \"pending\"");
    assertThat(made.whole()).doesNotContain("Okafor");
    Secret code = HOUSE.tell(owner, command).code();
    Redeemed redeemed = HOUSE.tell(new InvitationCommand.Claim(code, Optional.empty(), "phone"));
    long guest = redeemed.tokens().account().value();
    assertThat(records())
        .filteredOn(record -> record.action().equals("invitation.claim"))
        .singleElement()
        .satisfies(record -> {
          assertThat(record.actor()).isEqualTo(guest);
          assertThat(record.after()).contains("\"state\": \"accepted\"");
          assertThat(record.whole()).doesNotContain(code.value());
        });
  }

  private void joinLinks() {
    ConversationId thread = thread(member());
    Recorded made =
        left(owner, Joining.into(thread).from("partner.example", "other.example").command());
    assertThat(made.after()).contains("join_link").contains("partner.example");
    JoinResult.JoinLinkCreated link = HOUSE.tell(owner, Joining.link(thread));
    String address = address();
    Caller asker = HOUSE.person(address);
    Caller another = HOUSE.person(address());
    JoinRequestId first = once(asker, Joining.apply(link.token())).request().orElseThrow();
    Recorded asked = left(another, Joining.apply(link.token()));
    assertThat(asked.after()).contains("\"state\": \"pending\"");
    assertThat(asked.whole()).doesNotContain("It is me").doesNotContain(link.token().value());
    JoinRequestId second = HOUSE.tell(another, Joining.apply(link.token())).request().orElseThrow();
    Recorded approved = left(owner, new JoinCommand.Approve(id(), first));
    assertThat(approved.after()).contains("\"state\": \"approved\"");
    once(owner, new JoinCommand.Deny(id(), second));
    once(owner, new JoinCommand.RevokeLink(id(), link.link()));
    Recorded suggested =
        left(owner, new JoinCommand.Suggest(id(), thread, address(), none(), none()));
    assertThat(suggested.after()).contains("\"state\": \"pending\"");
    assertThat(records()).noneMatch(record -> record.whole().contains(address));
  }

  private void webhooks() {
    ConversationId thread = thread(member());
    Recorded made = left(owner, new WebhookCommand.Create(id(), thread, "Alerts"));
    assertThat(made.after()).contains("webhook").contains("\"direction\": \"in\"");
    Secret url = new Secret("https://archive.example/events?key=hidden");
    WebhookCommand.Subscribe asked =
        new WebhookCommand.Subscribe(id(), thread, "Archive", url, none());
    Recorded subscribed = left(owner, asked);
    assertThat(subscribed.whole()).contains("archive.example").doesNotContain("hidden");
    WebhookId webhook = HOUSE.tell(owner, asked).webhook();
    once(owner, new WebhookCommand.Rotate(id(), webhook, none()));
    once(owner, new WebhookCommand.Replay(id(), webhook));
    once(owner, new WebhookCommand.Delete(id(), webhook));
  }

  private void workspaces() {
    String address = address();
    once(
        owner,
        new WorkspaceCommand.Invite(id(), home.workspace(), address, WorkspaceRole.MEMBER, none()));
    InvitationId invitation = Recorded.invitation(HOUSE, "workspace_invitation", address);
    once(owner, new WorkspaceCommand.ResendInvitation(id(), invitation));
    once(owner, new WorkspaceCommand.WithdrawInvitation(id(), invitation));
    once(
        owner,
        new ExternalCommand.Invite(
            id(), home.workspace(), "guest-" + address, none(), none(), none(), none()));
    once(owner, new WorkspaceCommand.Create(id(), "Elsewhere"));
    Caller ben = member();
    Recorded raised =
        left(
            owner,
            new WorkspaceCommand.SetRole(
                id(), home.workspace(), ben.account(), WorkspaceRole.ADMIN));
    assertThat(raised.before()).contains("\"role\": \"member\"");
    assertThat(raised.after()).contains("\"role\": \"admin\"");
    once(owner, new WorkspaceCommand.Suspend(id(), home.workspace(), ben.account(), none()));
    once(owner, new WorkspaceCommand.Unsuspend(id(), home.workspace(), ben.account()));
    String barred = address();
    Recorded kept =
        left(owner, new WorkspaceCommand.SuspendAddress(id(), home.workspace(), barred, none()));
    assertThat(kept.whole()).doesNotContain(barred);
    once(owner, new WorkspaceCommand.UnsuspendAddress(id(), home.workspace(), barred));
    Recorded ended =
        left(
            owner,
            new WorkspaceCommand.EndSessions(id(), home.workspace(), ben.account()),
            ben.account().value());
    assertThat(ended.workspace()).isEqualTo(home.workspace().value());
    assertThat(ended.after()).contains("\"state\": \"revoked\"");
    once(owner, new WorkspaceCommand.RemoveMember(id(), home.workspace(), ben.account()));
    seats();
  }

  private AccountId gone() {
    Caller left = member();
    HOUSE.tell(left, new SeatCommand.Leave(id(), home.workspace(), none()));
    return left.account();
  }

  /** G-29: a demotion is a change of the workspace, and of the account whose sessions end. */
  private void seats() {
    Caller cara = member();
    ConversationId thread = thread(cara);
    Recorded demoted =
        left(
            owner,
            new SeatCommand.Demote(
                id(),
                home.workspace(),
                cara.account(),
                List.of(new SeatCommand.Keep(thread)),
                Optional.of("a contractor now")),
            home.workspace().value(),
            cara.account().value());
    assertThat(demoted.reason()).isEqualTo("a contractor now");
    assertThat(demoted.before()).contains("seat");
    assertThat(demoted.after()).contains(Long.toString(thread.value()));
    once(owner, new SeatCommand.Promote(id(), home.workspace(), cara.account(), none(), none()));
    once(
        owner,
        new SeatCommand.ErasePerson(
            id(), home.workspace(), gone(), false, Optional.of("they asked for it")));
    once(member(), new SeatCommand.Leave(id(), home.workspace(), none()));
    Caller dan = member();
    ConversationId talk = thread(dan);
    HOUSE.tell(
        owner,
        new MemberCommand.Remove(
            id(), talk, Optional.of(dan.account()), none(), none(), false, none()));
    once(owner, new MemberCommand.UndoRemove(id(), talk, Optional.of(dan.account()), none(), true));
  }

  /** G-7, N-13: what was set, at both levels, as it was and as it is. */
  private void policies() {
    PolicyValues admins = Setting.invite(ExternalInvite.ADMINS);
    Recorded ofWorkspace =
        left(owner, Setting.of(home.workspace(), Setting.invite(ExternalInvite.OFF)));
    assertThat(ofWorkspace.before()).doesNotContain("external_invite");
    assertThat(ofWorkspace.after()).contains("\"external_invite\": \"off\"");
    Recorded again = left(owner, Setting.of(home.workspace(), admins));
    assertThat(again.before()).contains("\"external_invite\": \"off\"");
    ConversationId thread = thread(member());
    Recorded ofThread = left(owner, Setting.of(thread, admins));
    assertThat(ofThread.conversation()).isEqualTo(thread.value());
    assertThat(ofThread.after()).contains("\"external_invite\": \"admins\"");
    Caller named = member();
    Recorded inviter =
        left(owner, new PolicyCommand.SetInviter(id(), home.workspace(), named.account(), true));
    assertThat(inviter.after()).contains(named.account().toString());
    once(
        owner,
        new PolicyCommand.Enforce(
            id(), Optional.of(home.workspace()), none(), none(), Optional.of("new rules")));
  }

  /** What ends a bot's sessions is a change of the bot's own log, and has its record there. */
  private void bots() {
    AccountId bot =
        once(owner, new WorkspaceCommand.CreateBot(id(), home.workspace(), "Bot")).account();
    once(owner, Offering.of(home.workspace(), bot));
    once(owner, Offering.back(home.workspace(), bot));
    long log = home.workspace().value();
    left(
        owner,
        new WorkspaceCommand.RotateBotToken(id(), home.workspace(), bot, none()),
        log,
        bot.value());
    left(owner, new WorkspaceCommand.RevokeBot(id(), home.workspace(), bot), log, bot.value());
  }

  @Test
  void changeThatIsRefusedUnderTheLockLeavesNone() {
    List<Recorded> before = records();
    assertThatThrownBy(() ->
            HOUSE.tell(
                owner,
                new WorkspaceCommand.SetRole(
                    id(), home.workspace(), owner.account(), WorkspaceRole.MEMBER)))
        .isInstanceOf(Failure.class);
    assertThat(records()).isEqualTo(before);
  }

  @Test
  void whatNoCommandIsNamedAfterLeavesARecordToo() {
    String address = address();
    HOUSE.tell(
        owner,
        new WorkspaceCommand.Invite(id(), home.workspace(), address, WorkspaceRole.MEMBER, none()));
    Caller newcomer = HOUSE.caller(HOUSE.redeem(HOUSE.post.token(address), "Newcomer").tokens());
    HOUSE.tell(newcomer, new AccountCommand.SignOut());
    assertThat(records().stream().filter(it -> it.actor() == newcomer.account().value()))
        .extracting(Recorded::action)
        .containsExactly("workspace.join", "account.sign_out");
  }

  @Test
  void noRowOfTheLogIsWrittenWithoutARecord() {
    assertThatThrownBy(() ->
            HOUSE.db.execute(
                "insert into change (scope, epoch, mark, narrowing) values (1, 1, 1, false)"))
        .hasMessageContaining("foreign key");
  }

  private <C extends Command<R> & Mutation, R extends Result> R once(Caller caller, C command) {
    return run(caller, command, scopeOf(command)).result();
  }

  private <C extends Command<R> & Mutation, R extends Result> void mine(Caller caller, C command) {
    run(caller, command, caller.account().value());
  }

  /** The record in the first of these logs. */
  private <C extends Command<R> & Mutation, R extends Result> Recorded left(
      Caller caller, C command, long... scopes) {
    return run(caller, command, scopes.length == 0 ? scopeOf(command) : scopes).record();
  }

  private long[] scopeOf(Command<?> command) {
    return command instanceof WorkspaceCommand.Create
        ? new long[] {0}
        : new long[] {home.workspace().value()};
  }

  private record Left<R>(R result, Recorded record) {}

  /** Runs the command, and repeats it; of these logs each has one record more by then. */
  private <C extends Command<R> & Mutation, R extends Result> Left<R> run(
      Caller caller, C command, long... scopes) {
    covered.add(command.type());
    List<Recorded> before = records();
    R result = HOUSE.tell(caller, command);
    List<Recorded> left = new ArrayList<>(records());
    left.removeAll(before);
    assertThat(left)
        .as("what %s left", command.type())
        .hasSize(scopes.length)
        .allSatisfy(one -> {
          assertThat(one.action()).isEqualTo(command.type());
          assertThat(one.actor()).isEqualTo(caller.account().value());
          assertThat(one.session()).isEqualTo(caller.session().value());
        });
    if (scopes[0] != 0) {
      assertThat(left).extracting(Recorded::scope).containsExactly(box(scopes));
    }
    try {
      HOUSE.tell(caller, command);
    } catch (Failure rightIsGone) {
      assertThat(rightIsGone).as("a person who has left may not leave again").isNotNull();
    }
    List<Recorded> after = records();
    after.removeAll(before);
    assertThat(after).as("what %s left when it came again", command.type()).isEqualTo(left);
    return new Left<>(result, left.getFirst());
  }

  private static Long[] box(long[] scopes) {
    return Arrays.stream(scopes).boxed().toArray(Long[]::new);
  }

  private static List<Recorded> records() {
    return Recorded.all(HOUSE);
  }

  private ConversationId thread(Caller with) {
    return once(
            owner,
            new ThreadCommand.Create(
                id(), Optional.of(home.workspace()), "A subject", of(with), List.of(), none()))
        .conversation()
        .id();
  }

  private Caller member() {
    return HOUSE.member(home, address());
  }

  /** The same person in another session. */
  private static Caller again(Caller person) {
    return HOUSE.caller(
        HOUSE
            .open
            .open(Proved.made(person.account(), Proved.By.PASSWORD), "other")
            .toCompletableFuture()
            .join());
  }

  private static String address() {
    return TestSteps.clientId() + "@home.example";
  }

  private static List<AccountId> of(Caller person) {
    return List.of(person.account());
  }

  private static String id() {
    return TestSteps.clientId();
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
