package io.drawbridge.server.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.SeatCommand.Keep;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.ExternalApproval;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.LinkChanges;
import io.drawbridge.server.delivery.audit.OwnAction;
import io.drawbridge.server.join.Joining;
import io.drawbridge.server.observe.SecurityLines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * A change goes through the fence if and only if it took something away, whatever command it came
 * from: what the log says is compared with what the links say, for every kind of change there is.
 */
final class NarrowingDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse().withMails();

  /** Mutations that change nothing of a workspace's log, or only an invitation. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "account.update",
          "account.set_picture",
          "account.set_password",
          "session.revoke",
          "push.subscribe",
          "push.unsubscribe",
          "workspace.end_sessions",
          "interest.follow",
          "invitation.create_code",
          "invitation.decline",
          "invitation.deny",
          "invitation.resend",
          "join_link.create",
          "join_link.revoke",
          "join_request.deny",
          "join_request.suggest",
          "webhook.subscribe",
          "webhook.rotate",
          "webhook.replay",
          "slash.register",
          "slash.unregister",
          "slash.run",
          "slash.answer",
          "workspace.resend_invitation",
          "workspace.withdraw_invitation");

  /**
   * Changes that give nobody a right which they did not have, or have security lines of their own.
   */
  private static final Set<String> TOLD_OTHERWISE =
      Set.of(
          "workspace.create",
          "workspace.invite",
          "external.invite",
          "workspace.promote",
          "bot.create",
          "bot.revoke",
          "bot.rotate_token",
          "webhook.create",
          "webhook.delete",
          "group.create",
          "group.join",
          "thread.create",
          "dm.open",
          "conversation.rename",
          "conversation.close",
          "conversation.reopen",
          "conversation.archive",
          "conversation.unarchive",
          "conversation.lock",
          "conversation.delete",
          "hold.place",
          "hold.lift",
          "conversation.open_backstage");

  /**
   * Every change of a domain: whether the log calls it narrowing, whether a fence was opened at it,
   * and whether its links say so.
   */
  private static final String CHANGES =
      """
      select c.epoch, a.action, c.narrowing,
        exists (
          select from fence f
          where f.scope = c.scope and f.epoch = c.epoch and f.closed_at is not null) as fenced,
         %s as took
       from change c join audit a on a.scope = c.scope and a.epoch = c.epoch
      where c.scope = :scope
      order by c.epoch
      """
          .formatted(LinkChanges.TOOK);

  private final TestHouse.Home home = HOUSE.workspace("Home" + TestSteps.clientId());
  private final Caller owner = home.owner();

  private record Logged(
      long epoch, String action, boolean narrowing, boolean fenced, boolean took) {}

  @Test
  void everyChangeIsFencedIfAndOnlyIfItTookSomethingAway() {
    try (SecurityLines seen = SecurityLines.watch()) {
      everyChangeIsFencedIfAndOnlyIfItTookSomethingAway(seen);
    }
  }

  private void everyChangeIsFencedIfAndOnlyIfItTookSomethingAway(SecurityLines seen) {
    WorkspaceId elsewhere = peopleOfTheWorkspace();
    groupsAndThreads();
    ends();
    policies();
    List<Logged> changes = new ArrayList<>(logged(home.workspace()));
    changes.addAll(logged(elsewhere));
    Set<String> seenActions = new HashSet<>();
    for (Logged change : changes) {
      seenActions.add(change.action());
      assertThat(change.narrowing()).as("%s", change).isEqualTo(change.took());
      assertThat(change.fenced()).as("%s", change).isEqualTo(change.took());
    }
    assertThat(seenActions).containsAll(actions());
    Set<String> told = actions();
    told.removeAll(TOLD_OTHERWISE);
    Awaitility.await()
        .untilAsserted(() ->
            assertThat(told)
                .allSatisfy(action ->
                    assertThat(seen.all()).anyMatch(line -> line.contains("reason=" + action))));
  }

  /** N-15: who sees less of others waits for no fence of theirs; the change that did it does. */
  @Test
  void externalsWhoStopSeeingEachOtherAreFenced() {
    Caller ben = member("apart-ben");
    ConversationId group = group(people(ben));
    ConversationId other = group(people(ben));
    ConversationId thread = thread(people(ben), List.of());
    PolicyValues apart = Setting.value(PolicyKey.EXTERNALS_SEE_EXTERNALS, false);
    HOUSE.tell(owner, Setting.of(group, apart));
    HOUSE.tell(owner, Setting.of(group, apart));
    HOUSE.tell(owner, Adding.group(thread, other).command());
    HOUSE.tell(owner, Adding.group(thread, group).command());
    HOUSE.tell(owner, Setting.of(home.workspace(), apart));
    List<Logged> changes =
        logged(home.workspace()).stream()
            .filter(it -> Set.of("policy.set", "member.add").contains(it.action()))
            .toList();
    assertThat(changes).extracting(Logged::action).contains("policy.set", "member.add");
    assertThat(changes)
        .extracting(Logged::narrowing)
        .containsExactly(true, false, false, true, true);
    assertThat(changes)
        .allMatch(it -> it.narrowing() == it.fenced())
        .allMatch(it -> it.narrowing() == it.took());
  }

  /** N-1: a caller who asks for an end waits for it, also if somebody else brought it about. */
  @Test
  void endThatCameBeforeIsWaitedForAgain() {
    Caller ben = member("again-ben");
    Caller cara = member("again-cara");
    ConversationId thread = thread(people(ben, cara), List.of());
    remove(owner, thread, Optional.of(ben.account()), false);
    remove(owner, thread, Optional.of(ben.account()), false);
    HOUSE.tell(owner, new WorkspaceCommand.Suspend(id(), home.workspace(), cara.account(), none()));
    HOUSE.tell(owner, new WorkspaceCommand.Suspend(id(), home.workspace(), cara.account(), none()));
    List<Logged> ends =
        logged(home.workspace()).stream()
            .filter(it -> Set.of("member.remove", "workspace.suspend").contains(it.action()))
            .toList();
    assertThat(ends).hasSize(4).allMatch(Logged::narrowing).allMatch(Logged::fenced);
    assertThat(ends).extracting(Logged::took).containsExactly(true, false, true, false);
  }

  private void groupsAndThreads() {
    Caller ben = member("ben");
    Caller cara = member("cara");
    ConversationId group = group(people(ben));
    ConversationId other = group(List.of());
    HOUSE.tell(cara, new GroupCommand.Join(id(), group));
    setRole(group, ben, ConversationRole.ADMIN);
    setRole(group, ben, ConversationRole.MEMBER);
    setRole(group, ben, ConversationRole.MEMBER);
    ConversationId thread = thread(people(ben, cara), List.of(group));
    String address = TestSteps.clientId() + "@other.example";
    Caller invited = HOUSE.person(address);
    InvitationId invitation = invite(thread, address);
    HOUSE.tell(invited, new InvitationCommand.Accept(id(), invitation));
    Caller asker = HOUSE.person(TestSteps.clientId() + "@other.example");
    JoinRequestId asked =
        HOUSE
            .tell(asker, Joining.apply(HOUSE.tell(owner, Joining.link(thread)).token()))
            .request()
            .orElseThrow();
    HOUSE.tell(owner, new JoinCommand.Approve(id(), asked));
    HOUSE.tell(owner, Adding.group(thread, other).command());
    HOUSE.tell(owner, Adding.person(other, invited.account()).command());
    HOUSE.tell(
        owner,
        Adding.person(group, asker.account())
            .endingAt(HOUSE.db.clock().now().plusMillis(300))
            .command());
    awaitExpiry();
    HOUSE.tell(
        owner,
        new MemberCommand.AddMany(
            id(),
            thread,
            List.of(new Addressee(TestSteps.clientId() + "@other.example", none(), none())),
            none(),
            none(),
            none(),
            none(),
            Optional.empty(),
            Optional.empty()));
    InvitationId withdrawn = invite(thread, TestSteps.clientId() + "@other.example");
    HOUSE.tell(
        owner,
        new MemberCommand.Remove(
            id(), thread, none(), none(), Optional.of(withdrawn), false, none()));
    ConversationId guarded = thread(people(ben), List.of());
    HOUSE.tell(
        owner, Setting.of(guarded, PolicyValues.NONE.externalApproval(ExternalApproval.ADMINS)));
    InvitationId waits =
        HOUSE
            .tell(ben, Adding.person(guarded, invited.account()).command())
            .invitation()
            .orElseThrow();
    HOUSE.tell(owner, new InvitationCommand.Approve(id(), waits));
    HOUSE.tell(ben, new DmCommand.Open(id(), Optional.of(home.workspace()), people(cara), none()));
    HOUSE.tell(owner, new ConversationCommand.Rename(id(), thread, "Another subject"));
    HOUSE.tell(owner, new ConversationCommand.OpenBackstage(id(), thread));
    HOUSE.tell(owner, new ConversationCommand.Lock(id(), thread, true, true));
    HOUSE.tell(owner, new ConversationCommand.Close(id(), thread));
    HOUSE.tell(owner, new ConversationCommand.Archive(id(), thread));
    HOUSE.tell(owner, new ConversationCommand.Unarchive(id(), thread));
    HOUSE.tell(owner, new ConversationCommand.Reopen(id(), thread));
    remove(owner, thread, Optional.of(ben.account()), false);
    remove(owner, thread, Optional.of(cara.account()), true);
    HOUSE.tell(
        owner,
        new MemberCommand.Remove(id(), thread, none(), Optional.of(other), none(), false, none()));
    HOUSE.tell(cara, new ConversationCommand.Leave(id(), group));
    HOUSE.tell(owner, Adding.person(other, invited.account()).command());
    Instant soon = HOUSE.db.clock().now().plus(Duration.ofDays(1));
    setUntil(other, invited, Optional.of(soon.plusSeconds(60)));
    setUntil(other, invited, Optional.of(soon));
    setUntil(other, invited, Optional.of(soon));
    setUntil(other, invited, Optional.of(soon.plusSeconds(60)));
    setUntil(other, invited, none());
    for (Optional<Instant> end : List.of(Optional.of(soon), Optional.<Instant>empty())) {
      HOUSE.tell(
          owner,
          new ExternalCommand.SetUntil(
              id(),
              home.workspace(),
              new ExternalSelection.OfPerson(invited.account()),
              end,
              none(),
              none()));
    }
    sponsors(other, invited);
    HOUSE.tell(
        owner,
        new ExternalCommand.End(
            id(), home.workspace(), new ExternalSelection.OfPerson(invited.account()), none()));
  }

  /** N-12: the sponsor goes and others follow; later ends take nothing away. */
  private void sponsors(ConversationId group, Caller external) {
    Caller dora = member("dora");
    HOUSE.tell(dora, new GroupCommand.Join(id(), group));
    ExternalSelection which = new ExternalSelection.OfPerson(external.account());
    HOUSE.db.execute(
        "update conversation set policies = policies || '{\"confirm_days\": 5}' where id = ?",
        group.value());
    HOUSE.tell(owner, new ExternalCommand.Confirm(id(), home.workspace(), which, none()));
    HOUSE.tell(owner, new ExternalCommand.Confirm(id(), home.workspace(), which, none()));
    handOver(which, dora);
    remove(owner, group, Optional.of(dora.account()), false);
    handOver(which, owner);
    HOUSE.tell(
        owner,
        new MemberCommand.SetUntil(
            id(),
            group,
            external.account(),
            none(),
            Optional.of(new EndConditions(true, false, none()))));
    HOUSE.tell(owner, new ConversationCommand.Close(id(), group));
  }

  private void handOver(ExternalSelection which, Caller to) {
    HOUSE.tell(
        owner, new ExternalCommand.HandOver(id(), home.workspace(), which, to.account(), none()));
  }

  /** Waits for it: what is changed beside it shares its fence, at the later epoch of the two. */
  private void awaitExpiry() {
    Awaitility.await()
        .until(() ->
            logged(home.workspace()).stream()
                .anyMatch(it -> it.action().equals("link.expire") && it.fenced()));
  }

  private void setUntil(ConversationId where, Caller external, Optional<Instant> end) {
    HOUSE.tell(owner, new MemberCommand.SetUntil(id(), where, external.account(), end, none()));
  }

  private WorkspaceId peopleOfTheWorkspace() {
    Caller admin = member("admin");
    setRole(admin, WorkspaceRole.ADMIN);
    setRole(admin, WorkspaceRole.MEMBER);
    setRole(admin, WorkspaceRole.OWNER);
    setRole(admin, WorkspaceRole.ADMIN);
    String address = TestSteps.clientId() + "@home.example";
    HOUSE.tell(
        owner,
        new WorkspaceCommand.Invite(id(), home.workspace(), address, WorkspaceRole.MEMBER, none()));
    HOUSE.redeem(HOUSE.post.token(address), "Newcomer");
    HOUSE.tell(
        owner,
        new ExternalCommand.Invite(
            id(),
            home.workspace(),
            "guest-" + address,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    return HOUSE
        .tell(owner, new WorkspaceCommand.Create(id(), "Elsewhere"))
        .workspace()
        .workspace();
  }

  private void ends() {
    Caller ben = member("leaving");
    AccountId bot =
        HOUSE.tell(owner, new WorkspaceCommand.CreateBot(id(), home.workspace(), "Bot")).account();
    HOUSE.tell(owner, new WorkspaceCommand.Suspend(id(), home.workspace(), ben.account(), none()));
    HOUSE.tell(owner, new WorkspaceCommand.Unsuspend(id(), home.workspace(), ben.account()));
    String address = TestSteps.clientId() + "@nobody.example";
    HOUSE.tell(owner, new WorkspaceCommand.SuspendAddress(id(), home.workspace(), address, none()));
    HOUSE.tell(owner, new WorkspaceCommand.UnsuspendAddress(id(), home.workspace(), address));
    HOUSE.tell(owner, new WorkspaceCommand.RotateBotToken(id(), home.workspace(), bot, none()));
    HOUSE.tell(owner, new WorkspaceCommand.RevokeBot(id(), home.workspace(), bot));
    WebhookCommand.Create hook =
        new WebhookCommand.Create(id(), thread(List.of(), List.of()), "Alerts");
    HOUSE.tell(owner, new WebhookCommand.Delete(id(), HOUSE.tell(owner, hook).webhook()));
    for (boolean named : List.of(true, false, true)) {
      HOUSE.tell(owner, new PolicyCommand.SetInviter(id(), home.workspace(), ben.account(), named));
    }
    HOUSE.tell(owner, new WorkspaceCommand.RemoveMember(id(), home.workspace(), ben.account()));
    Caller cara = member("demoted");
    Keep kept = new Keep(thread(List.of(cara.account()), List.of()));
    HOUSE.tell(
        owner,
        new SeatCommand.Demote(id(), home.workspace(), cara.account(), List.of(kept), none()));
    HOUSE.tell(
        owner, new SeatCommand.Promote(id(), home.workspace(), cara.account(), none(), none()));
    HOUSE.tell(cara, new SeatCommand.Leave(id(), home.workspace(), none()));
    Caller eve = member("erased");
    Keep grant = new Keep(thread(List.of(eve.account()), List.of()));
    HOUSE.tell(
        owner,
        new SeatCommand.Demote(id(), home.workspace(), eve.account(), List.of(grant), none()));
    HOUSE.tell(
        owner, new SeatCommand.ErasePerson(id(), home.workspace(), eve.account(), false, none()));
    Caller fay = member("gone");
    Keep last = new Keep(thread(List.of(fay.account()), List.of()));
    HOUSE.tell(
        owner,
        new SeatCommand.Demote(id(), home.workspace(), fay.account(), List.of(last), none()));
    HOUSE.tell(fay, new AccountCommand.Erase(id(), Optional.of(TestHouse.PASSWORD)));
    Caller dan = member("removed");
    ConversationId talk = thread(List.of(dan.account()), List.of());
    remove(owner, talk, Optional.of(dan.account()), false);
    HOUSE.tell(
        owner, new MemberCommand.UndoRemove(id(), talk, Optional.of(dan.account()), none(), true));
    AuditCommand.PlaceHold hold =
        new AuditCommand.PlaceHold(id(), home.workspace(), Optional.of(talk), none(), "a dispute");
    HOUSE.tell(
        owner,
        new AuditCommand.LiftHold(
            id(), home.workspace(), HOUSE.tell(owner, hold).hold().id(), none()));
    HOUSE.tell(owner, new ConversationCommand.Delete(id(), talk, talk.toString()));
  }

  /** Stricter, laxer, and the same again, at both levels. */
  private void policies() {
    ConversationId group = group(List.of());
    for (ExternalInvite value :
        List.of(ExternalInvite.ADMINS, ExternalInvite.OFF, ExternalInvite.OFF)) {
      HOUSE.tell(owner, Setting.of(group, Setting.invite(value)));
      HOUSE.tell(owner, Setting.of(home.workspace(), Setting.invite(value)));
    }
    PolicyValues members = Setting.invite(ExternalInvite.MEMBERS);
    HOUSE.tell(owner, Setting.of(home.workspace(), members));
    HOUSE.tell(owner, Setting.of(group, members));
    assertThat(
            logged(home.workspace()).stream()
                .filter(it -> it.action().equals("policy.set"))
                .map(Logged::narrowing))
        .containsExactly(true, true, true, true, true, false, false, false, false);
    HOUSE.tell(
        owner, Setting.of(home.workspace(), Setting.value(PolicyKey.EXTERNAL_WITHOUT_EMAIL, true)));
    HOUSE.tell(
        new InvitationCommand.Claim(
            HOUSE
                .tell(
                    owner,
                    new InvitationCommand.CreateCode(
                        id(),
                        group,
                        none(),
                        none(),
                        none(),
                        none(),
                        none(),
                        Optional.empty(),
                        Optional.empty()))
                .code(),
            Optional.of("Guest"),
            "phone"));
    String address = TestSteps.clientId() + "@barred.example";
    Caller invited = HOUSE.person(address);
    HOUSE.tell(invited, new InvitationCommand.Accept(id(), invite(group, address)));
    HOUSE.tell(
        owner,
        Setting.of(
            home.workspace(),
            Setting.value(PolicyKey.EXTERNAL_MAIL_DOMAINS_REFUSED, List.of("barred.example"))));
    for (Optional<Integer> inDays : List.of(Optional.of(3), Optional.<Integer>empty())) {
      HOUSE.tell(
          owner,
          new PolicyCommand.Enforce(id(), Optional.of(home.workspace()), none(), inDays, none()));
    }
  }

  /** All that a workspace's log can hold, by their names. */
  private static Set<String> actions() {
    Set<String> actions =
        CommandTypes.names().stream()
            .filter(CommandTypes::mutation)
            .filter(name -> !name.startsWith("message.") && !name.startsWith("file."))
            .filter(name -> !name.startsWith("poll.") && !name.startsWith("preview."))
            .filter(name -> !ELSEWHERE.contains(name))
            .collect(Collectors.toCollection(HashSet::new));
    actions.add(OwnAction.LINK_EXPIRE.wire());
    actions.add(OwnAction.WORKSPACE_JOIN.wire());
    return actions;
  }

  private static List<Logged> logged(WorkspaceId workspace) {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle
                .createQuery(CHANGES)
                .bind("scope", workspace.value())
                .map((rows, context) ->
                    new Logged(
                        rows.getLong("epoch"),
                        rows.getString("action"),
                        rows.getBoolean("narrowing"),
                        rows.getBoolean("fenced"),
                        rows.getBoolean("took")))
                .list());
  }

  private Caller member(String name) {
    return HOUSE.member(home, name + TestSteps.clientId() + "@home.example");
  }

  private ConversationId group(List<AccountId> people) {
    return HOUSE
        .tell(
            owner,
            new GroupCommand.Create(id(), home.workspace(), "Group", Visibility.OPEN, people))
        .conversation()
        .id();
  }

  private ConversationId thread(List<AccountId> people, List<ConversationId> groups) {
    return HOUSE
        .tell(
            owner,
            new ThreadCommand.Create(
                id(), Optional.of(home.workspace()), "Thread", people, groups, none()))
        .conversation()
        .id();
  }

  private InvitationId invite(ConversationId conversation, String address) {
    return HOUSE
        .tell(owner, Adding.email(conversation, address).command())
        .invitation()
        .orElseThrow();
  }

  private void setRole(ConversationId group, Caller person, ConversationRole role) {
    HOUSE.tell(owner, new GroupCommand.SetRole(id(), group, person.account(), role));
  }

  private void setRole(Caller person, WorkspaceRole role) {
    HOUSE.tell(owner, new WorkspaceCommand.SetRole(id(), home.workspace(), person.account(), role));
  }

  private static void remove(
      Caller by, ConversationId conversation, Optional<AccountId> person, boolean allPaths) {
    HOUSE.tell(
        by, new MemberCommand.Remove(id(), conversation, person, none(), none(), allPaths, none()));
  }

  private static List<AccountId> people(Caller... people) {
    return Arrays.stream(people).map(Caller::account).toList();
  }

  private static String id() {
    return TestSteps.clientId();
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
