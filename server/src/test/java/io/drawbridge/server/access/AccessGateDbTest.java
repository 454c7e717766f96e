package io.drawbridge.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.Permit.WritePermit;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.access.view.Residency.Hold;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * The gate answers alike by the view and by the database, and alike on what is absent and what is
 * forbidden.
 *
 * <p>Shows GLUE-6, HCL-1, HCL-35, TS-1, TS-32, TS-33.
 */
class AccessGateDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private final Access access = Access.create(DB.database(), DB.clock());
  private final AccessGate gate = access.gate();
  private final Scene scene = new Scene(DB, access);
  private final AccountId member = scene.account("Maria");
  private final AccountId xenia = scene.account("Xenia");
  private final ConversationId thread = scene.thread();

  AccessGateDbTest() {
    scene.seat(member, WorkspaceRole.MEMBER);
  }

  private static void assertFails(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .asInstanceOf(type(Failure.class))
        .extracting(Failure::code)
        .isEqualTo(code);
  }

  @Test
  void readingGivesTheSameFloorWithAndWithoutAView() {
    scene.add(thread, xenia, ConversationRole.MEMBER);
    Permit.ReadPermit bySql = gate.read(scene.caller(xenia), thread);
    try (Hold _ = access.residency().hold(xenia)) {
      assertThat(gate.read(scene.caller(xenia), thread)).isEqualTo(bySql);
      scene.remove(thread, xenia);
      assertFails(() -> gate.read(scene.caller(xenia), thread), ErrorCode.NOT_FOUND);
    }
    assertFails(() -> gate.read(scene.caller(xenia), thread), ErrorCode.NOT_FOUND);
  }

  @Test
  void absentAndForbiddenAreOneAnswer() {
    Throwable forbidden =
        org.assertj.core.api.Assertions.catchThrowable(
            () -> gate.read(scene.caller(xenia), thread));
    Throwable absent =
        org.assertj.core.api.Assertions.catchThrowable(
            () -> gate.read(scene.caller(xenia), new ConversationId(4711)));
    assertThat(forbidden).hasMessage(absent.getMessage()).hasSameClassAs(absent);
  }

  @Test
  void aListedGroupIsRefusedToMembersAndUnknownToExternals() {
    ConversationId group = scene.group(Visibility.PRIVATE);
    scene.add(thread, xenia, ConversationRole.MEMBER);
    assertFails(() -> gate.read(scene.caller(member), group), ErrorCode.NOT_ALLOWED);
    assertFails(() -> gate.read(scene.caller(xenia), group), ErrorCode.NOT_FOUND);
    ConversationId secret = scene.group(Visibility.SECRET);
    assertFails(() -> gate.read(scene.caller(member), secret), ErrorCode.NOT_FOUND);
  }

  @Test
  void theSponsorRemovesWhomHeBroughtAndNobodyElse() {
    AccountId other = scene.account("Otto");
    scene.seat(other, WorkspaceRole.MEMBER);
    scene.add(thread, member, ConversationRole.MEMBER);
    scene.add(thread, other, ConversationRole.MEMBER);
    scene.change(at ->
        access
            .memberships()
            .add(
                at,
                TestPermits.admission(thread, xenia),
                new Terms(
                    ConversationRole.MEMBER,
                    Opening.EVERYTHING,
                    Optional.empty(),
                    Optional.of(member),
                    Optional.empty())));
    Optional<AccountId> target = Optional.of(xenia);
    assertThat(
            gate.manage(scene.caller(member), thread, Action.Manage.REMOVE_PERSON, target).target())
        .isEqualTo(xenia);
    assertFails(
        () -> gate.manage(scene.caller(other), thread, Action.Manage.REMOVE_PERSON, target),
        ErrorCode.NOT_ALLOWED);
    assertFails(
        () ->
            gate.manage(
                scene.caller(xenia), thread, Action.Manage.REMOVE_PERSON, Optional.of(member)),
        ErrorCode.NOT_ALLOWED);
  }

  @Test
  void theLastAdminOfAGroupNamesASuccessorBeforeLeaving() {
    ConversationId group = scene.group(Visibility.PRIVATE);
    scene.add(group, member, ConversationRole.ADMIN);
    Caller caller = scene.caller(member);
    gate.manage(caller, group, Action.Manage.LEAVE, Optional.empty());
    AccountId other = scene.account("Otto");
    scene.seat(other, WorkspaceRole.MEMBER);
    scene.add(group, other, ConversationRole.MEMBER);
    assertFails(
        () -> gate.manage(caller, group, Action.Manage.LEAVE, Optional.empty()),
        ErrorCode.CONFLICT);
    scene.change(at -> {
      access.memberships().setRole(at, group, other, ConversationRole.ADMIN);
      return true;
    });
    gate.manage(caller, group, Action.Manage.LEAVE, Optional.empty());
  }

  /** D10: an external is never an admin, no matter who asks. */
  @Test
  void noExternalIsMadeAnAdmin() {
    assertFails(() -> scene.add(thread, xenia, ConversationRole.ADMIN), ErrorCode.NOT_ALLOWED);
  }

  @Test
  void anAdminTouchesNoOwnerAndTheLastOwnerStays() {
    AccountId admin = scene.account("Anna");
    scene.seat(admin, WorkspaceRole.ADMIN);
    WorkspaceId workspace = new WorkspaceId(scene.domain.value());
    Optional<WorkspaceRole> asMember = Optional.of(WorkspaceRole.MEMBER);
    gate.workspace(
        scene.caller(admin),
        workspace,
        WorkspaceAction.SET_ROLE,
        member,
        Optional.of(WorkspaceRole.ADMIN));
    assertFails(
        () ->
            gate.workspace(
                scene.caller(admin), workspace, WorkspaceAction.SET_ROLE, scene.owner, asMember),
        ErrorCode.NOT_ALLOWED);
    assertFails(
        () -> gate.workspace(scene.caller(member), workspace, WorkspaceAction.SUSPEND),
        ErrorCode.NOT_ALLOWED);
    assertFails(
        () -> gate.workspace(scene.caller(xenia), workspace, WorkspaceAction.SEE_DIRECTORY),
        ErrorCode.NOT_FOUND);
    assertFails(() -> scene.seat(scene.owner, WorkspaceRole.MEMBER), ErrorCode.CONFLICT);
  }

  @Test
  void underTheLockOnlyTheRightOfNowCounts() {
    scene.add(thread, xenia, ConversationRole.MEMBER);
    try (Hold _ = access.residency().hold(xenia)) {
      PostPermit permit = gate.post(scene.caller(xenia), thread, Action.Post.POST);
      assertThat(recheck(permit)).isEqualTo(Decision.ALLOWED);
      AtomicLong epoch = new AtomicLong();
      scene.commit(at -> access.memberships().remove(at, thread, xenia, "removed"), epoch);
      assertThat(recheck(permit)).isInstanceOf(Decision.Refused.class);
      access.views().advance(scene.domain, epoch.get());
      assertThat(recheck(permit)).isInstanceOf(Decision.Refused.class);
    }
  }

  @Test
  void whatWasClosedMeanwhileIsRefusedThoughTheCacheSaysOpen() {
    scene.add(thread, member, ConversationRole.MEMBER);
    PostPermit permit = gate.post(scene.caller(member), thread, Action.Post.POST);
    DB.execute("update conversation set state = 'closed' where id = ?", thread.value());
    assertThat(recheck(permit))
        .isEqualTo(
            new Decision.Refused(
                ErrorCode.CLOSED,
                "the conversation is closed, or archived (expected: reopen it, or unarchive it,"
                    + " first)"));
  }

  @Test
  void aBatchIsAnsweredInOrder() {
    scene.add(thread, member, ConversationRole.MEMBER);
    ConversationId other = scene.conversation(ConversationKind.THREAD, Optional.empty());
    scene.add(other, member, ConversationRole.MEMBER);
    scene.add(other, xenia, ConversationRole.MEMBER);
    PostPermit one = gate.post(scene.caller(member), thread, Action.Post.POST);
    PostPermit two = gate.post(scene.caller(xenia), other, Action.Post.POST);
    PostPermit three = gate.post(scene.caller(member), other, Action.Post.POST);
    scene.remove(other, xenia);
    List<Decision> decisions =
        DB.database()
            .write(handle ->
                gate.recheckAll(
                    handle, List.of(one, two, three), Map.of(scene.domain, epochBy(handle))));
    assertThat(decisions.get(0)).isEqualTo(Decision.ALLOWED);
    assertThat(decisions.get(1)).isInstanceOf(Decision.Refused.class);
    assertThat(decisions.get(2)).isEqualTo(Decision.ALLOWED);
  }

  private Decision recheck(WritePermit permit) {
    return DB.database()
        .write(handle ->
            gate.recheckAll(handle, List.of(permit), Map.of(scene.domain, epochBy(handle)))
                .getFirst());
  }

  private long epochBy(org.jdbi.v3.core.Handle handle) {
    return handle
        .createQuery("select epoch from domain where id = :id")
        .bind("id", scene.domain.value())
        .mapTo(Long.class)
        .one();
  }

  @Test
  void cardsSayWhoIsExternalToEveryReaderAlike() {
    scene.add(thread, xenia, ConversationRole.MEMBER);
    ConversationFacts facts = access.conversations().facts(thread).orElseThrow();
    assertThat(access.people().card(facts, xenia).external()).isTrue();
    assertThat(access.people().card(facts, member).external()).isFalse();
    try (Hold _ = access.residency().hold(xenia)) {
      assertThat(gate.external(facts, xenia)).isTrue();
      assertThat(gate.external(facts, member)).isFalse();
      scene.seat(xenia, WorkspaceRole.MEMBER);
      assertThat(gate.external(facts, xenia)).isFalse();
      assertThat(access.people().card(facts, xenia).external()).isFalse();
    }
  }
}
