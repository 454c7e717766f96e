package io.drawbridge.server.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A removal is taken back by who made it, for a while, on the old terms, once (N-18). */
final class UndoRemovalDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  private final Removals world = new Removals(HOUSE);
  private final Caller owner = world.owner;
  private final ConversationId thread = world.thread(List.of());

  private static ErrorCode refused(Caller by, MemberCommand.UndoRemove command) {
    Failure failure = catchThrowableOfType(Failure.class, () -> HOUSE.tell(by, command));
    assertThat(failure).as("it was taken back").isNotNull();
    return failure.code();
  }

  private ErrorCode refused(Caller by, Caller person) {
    return refused(by, Removals.undo(thread, person, true));
  }

  /** All that an own link says of its terms, but for when it began. */
  private List<Map<String, Object>> terms(Caller person, ConversationId conversation) {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    select role, until, term, confirm_by, ends_on_close, ends_with_sponsor,
                      idle_days, sponsor, relation, reason, anchor
                    from link
                    where kind = 'direct' and person = :person and conversation = :conversation
                      and to_epoch is null
                    """)
                .bind("person", person.account().value())
                .bind("conversation", conversation.value())
                .mapToMap()
                .list());
  }

  @Test
  void externalIsBackOnTheSameTermsAsIfNothingHadBeen() {
    Caller eve = world.guest(owner, thread, "supplier", Duration.ofDays(9));
    long seen = world.send(owner, thread, "before");
    HOUSE.tell(eve, new InboxCommand.MarkRead(thread, seen));
    HOUSE.tell(eve, new InterestCommand.Follow(Removals.id(), thread, true));
    Opening floor = world.seen(eve).get(thread);
    List<Map<String, Object>> terms = terms(eve, thread);
    String marks = world.marks(eve, thread);
    world.remove(owner, thread, eve, false);
    assertThat(world.seen(eve)).isEmpty();
    world.send(owner, thread, "meanwhile");

    HOUSE.tell(owner, Removals.undo(thread, eve, true));

    assertThat(world.seen(eve).get(thread)).isEqualTo(floor);
    assertThat(terms(eve, thread)).isEqualTo(terms);
    assertThat(terms.getFirst()).containsEntry("relation", "supplier");
    assertThat(world.marks(eve, thread)).isEqualTo(marks).contains("t");
  }

  /** The log is not rewritten: the removal stands, and another grant begins after it. */
  @Test
  void undoIsAFreshGrantOnTheLog() {
    Caller eve = world.guest(owner, thread);
    world.remove(owner, thread, eve, false);
    HOUSE.tell(owner, Removals.undo(thread, eve, true));
    assertThat(
            world.count(
                "select count(*) from link where person = ? and kind = 'direct' and end_reason ="
                    + " 'removed'",
                eve.account().value()))
        .isEqualTo(1);
    assertThat(
            world.count(
                """
                select count(*) from link n join link o on o.person = n.person
                where n.person = ? and n.to_epoch is null and o.to_epoch < n.from_epoch
                """,
                eve.account().value()))
        .isEqualTo(1);
    assertThat(
            world.count(
                "select count(*) from audit where scope = ? and action = 'member.undo_remove'",
                world.home.workspace().value()))
        .isEqualTo(1);
  }

  @Test
  void gapStaysClosedUnlessItIsOpened() {
    Caller eve = world.guest(owner, thread);
    world.send(owner, thread, "before");
    world.remove(owner, thread, eve, false);
    long gap = world.send(owner, thread, "meanwhile");
    HOUSE.tell(owner, Removals.undo(thread, eve, false));
    assertThat(world.seen(eve).getOrDefault(thread, Opening.EVERYTHING).pos())
        .isGreaterThanOrEqualTo(gap);
  }

  @Test
  void onlyWhoRemovedTakesItBackAndOnlyOnce() {
    Caller admin = world.admin();
    HOUSE.tell(owner, Adding.person(thread, admin.account()).command());
    Caller eve = world.guest(owner, thread);
    world.remove(owner, thread, eve, false);
    assertThat(refused(admin, eve)).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refused(eve, eve)).isEqualTo(ErrorCode.NOT_FOUND);
    HOUSE.tell(owner, Removals.undo(thread, eve, true));
    assertThat(refused(owner, eve)).isEqualTo(ErrorCode.CONFLICT);
    world.remove(admin, thread, eve, false);
    assertThat(refused(owner, eve))
        .as("the last removal is not theirs")
        .isEqualTo(ErrorCode.NOT_FOUND);
    HOUSE.tell(admin, Removals.undo(thread, eve, true));
    assertThat(world.seen(eve)).containsKey(thread);
  }

  @Test
  void whatWasNoRemovalIsNotTakenBack() {
    Caller ben = world.member();
    HOUSE.tell(owner, Adding.person(thread, ben.account()).command());
    HOUSE.tell(ben, new ConversationCommand.Leave(Removals.id(), thread));
    assertThat(refused(owner, ben)).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refused(owner, world.member())).isEqualTo(ErrorCode.NOT_FOUND);
  }

  /** The end of many is taken back one by one, by who ended them. */
  @Test
  void endOfAllThatAnExternalHasIsTakenBackWhereOneIs() {
    Caller admin = world.admin();
    HOUSE.tell(owner, Adding.person(thread, admin.account()).command());
    Caller eve = world.guest(owner, thread, "supplier", Duration.ofDays(9));
    List<Map<String, Object>> terms = terms(eve, thread);
    HOUSE.tell(
        owner,
        new ExternalCommand.End(
            Removals.id(),
            world.home.workspace(),
            new ExternalSelection.OfPerson(eve.account()),
            Optional.empty()));
    assertThat(world.seen(eve)).isEmpty();
    assertThat(refused(admin, eve)).isEqualTo(ErrorCode.NOT_FOUND);
    HOUSE.tell(owner, Removals.undo(thread, eve, true));
    assertThat(terms(eve, thread)).isEqualTo(terms);
    assertThat(refused(owner, eve)).isEqualTo(ErrorCode.CONFLICT);
  }

  @Test
  void afterAWhileItIsTooLate() {
    Caller eve = world.guest(owner, thread);
    world.remove(owner, thread, eve, false);
    HOUSE.db.execute(
        "update change set at = at - interval '11 minutes' where scope = ?",
        world.home.workspace().value());
    assertThat(refused(owner, eve)).isEqualTo(ErrorCode.CONFLICT);
    assertThat(world.seen(eve)).isEmpty();
  }

  /** D1, G-23, G-33, the conversation's state and the actor's right: as of now. */
  @Test
  void whatAnAdditionWouldBeRefusedForRefusesItToo() {
    Caller eve = world.guest(owner, thread);
    world.remove(owner, thread, eve, false);
    HOUSE.tell(owner, Setting.of(thread, Setting.invite(ExternalInvite.OFF)));
    assertThat(refused(owner, eve)).isEqualTo(ErrorCode.NOT_ALLOWED);
    HOUSE.tell(owner, Setting.back(thread, PolicyKey.EXTERNAL_INVITE));
    HOUSE.tell(owner, Setting.of(thread, Setting.value(PolicyKey.EXTERNAL_DAYS_MAX, 7)));
    assertThat(refused(owner, eve)).isEqualTo(ErrorCode.INVALID);
    HOUSE.tell(owner, Setting.back(thread, PolicyKey.EXTERNAL_DAYS_MAX));
    HOUSE.tell(
        owner,
        Setting.of(
            world.home.workspace(), PolicyValues.NONE.number(PolicyKey.QUOTA_EXTERNAL_MAX, 0)));
    assertThat(refused(owner, eve)).isEqualTo(ErrorCode.LIMIT_REACHED);
    HOUSE.tell(owner, Setting.back(world.home.workspace(), PolicyKey.QUOTA_EXTERNAL_MAX));
    HOUSE.tell(owner, new ConversationCommand.Close(Removals.id(), thread));
    assertThat(refused(owner, eve)).isEqualTo(ErrorCode.CLOSED);
    HOUSE.tell(owner, new ConversationCommand.Reopen(Removals.id(), thread));
    HOUSE.tell(owner, Removals.undo(thread, eve, true));
    assertThat(world.seen(eve)).containsKey(thread);
  }

  @Test
  void removerWhoHasLostTheirRightTakesNothingBack() {
    Caller admin = world.admin();
    HOUSE.tell(owner, Adding.person(thread, admin.account()).command());
    Caller eve = world.guest(owner, thread);
    world.remove(admin, thread, eve, false);
    world.remove(owner, thread, admin, false);
    assertThat(refused(admin, eve)).isEqualTo(ErrorCode.NOT_FOUND);
  }

  /** N-12: nobody comes back for whom nobody answers. */
  @Test
  void externalWhoseSponsorIsGoneHasToBeAdded() {
    Caller ben = world.member();
    HOUSE.tell(owner, Adding.person(thread, ben.account()).command());
    Caller eve = world.guest(ben, thread);
    world.remove(owner, thread, eve, false);
    HOUSE.tell(ben, new ConversationCommand.Leave(Removals.id(), thread));
    assertThat(refused(owner, eve)).isEqualTo(ErrorCode.CONFLICT);
  }

  @Test
  void sponsorTakesBackWhatTheyEnded() {
    Caller ben = world.member();
    HOUSE.tell(owner, Adding.person(thread, ben.account()).command());
    Caller eve = world.guest(ben, thread);
    world.remove(ben, thread, eve, false);
    HOUSE.tell(ben, Removals.undo(thread, eve, true));
    assertThat(terms(eve, thread).getFirst()).containsEntry("sponsor", ben.account().value());
  }

  @Test
  void memberIsAnAdminAgainIfTheRemoverMakesAdmins() {
    ConversationId group = world.group();
    Caller ben = world.member();
    HOUSE.tell(owner, Adding.person(group, ben.account()).command());
    HOUSE.tell(
        owner,
        new GroupCommand.SetRole(Removals.id(), group, ben.account(), ConversationRole.ADMIN));
    Opening floor = world.seen(ben).get(group);
    world.remove(owner, group, ben, false);
    HOUSE.tell(owner, Removals.undo(group, ben, true));
    assertThat(terms(ben, group).getFirst()).containsEntry("role", "admin");
    assertThat(world.seen(ben).get(group)).isEqualTo(floor);
  }

  /** Who was shut out of a thread is led there by their group again. */
  @Test
  void exclusionIsLiftedWithIt() {
    ConversationId group = world.group();
    ConversationId led = world.thread(List.of(group));
    Caller ben = world.member();
    HOUSE.tell(owner, Adding.person(group, ben.account()).command());
    Map<ConversationId, Opening> before = world.seen(ben);
    world.remove(owner, led, ben, true);
    assertThat(world.seen(ben)).doesNotContainKey(led);
    HOUSE.tell(owner, Removals.undo(led, ben, true));
    assertThat(world.seen(ben)).isEqualTo(before);
  }

  @Test
  void groupIsOnTheThreadAgain() {
    ConversationId group = world.group();
    ConversationId led = world.thread(List.of(group));
    Caller ben = world.member();
    HOUSE.tell(owner, Adding.person(group, ben.account()).command());
    Map<ConversationId, Opening> before = world.seen(ben);
    world.removeGroup(owner, led, group);
    assertThat(world.seen(ben)).doesNotContainKey(led);
    HOUSE.tell(owner, Removals.undoGroup(led, group, true));
    assertThat(world.seen(ben)).isEqualTo(before);
    assertThat(refused(owner, Removals.undoGroup(led, group, true))).isEqualTo(ErrorCode.CONFLICT);
  }

  @Test
  void partOfAnExternalInADmIsGivenBack() {
    Caller eve = world.guest(owner, thread);
    ConversationId dm =
        HOUSE
            .tell(
                owner,
                new DmCommand.Open(
                    Removals.id(), Optional.empty(), List.of(eve.account()), Optional.empty()))
            .conversation()
            .id();
    List<Map<String, Object>> terms = terms(eve, dm);
    world.remove(owner, dm, eve, false);
    HOUSE.tell(owner, Removals.undo(dm, eve, true));
    assertThat(terms(eve, dm)).isEqualTo(terms);
  }

  /** A window that was opened by an earlier addition is as it was, not wider. */
  @Test
  void windowIsTheSameAfterManyComingsAndGoings() {
    Caller ben = world.member();
    for (int i = 0; i < 3; i++) {
      world.send(owner, thread, "message " + i);
      HOUSE.tell(
          owner, Adding.person(thread, ben.account()).seeing(HistoryWindow.fromNow()).command());
      world.send(owner, thread, "seen " + i);
      Opening floor = world.seen(ben).get(thread);
      world.remove(owner, thread, ben, false);
      HOUSE.tell(owner, Removals.undo(thread, ben, true));
      assertThat(world.seen(ben).get(thread)).isEqualTo(floor);
      world.remove(owner, thread, ben, false);
    }
  }

  @Test
  void ofManyUndosAtOnceOneIsMade() throws Exception {
    for (int i = 0; i < 5; i++) {
      Caller eve = world.guest(owner, thread);
      world.remove(owner, thread, eve, false);
      AtomicInteger made = new AtomicInteger();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> all =
            List.of(
                threads.submit(() -> attempt(eve, made)),
                threads.submit(() -> attempt(eve, made)),
                threads.submit(() -> attempt(eve, made)));
        for (Future<?> each : all) {
          each.get();
        }
      }
      assertThat(made).hasValue(1);
      assertThat(terms(eve, thread)).hasSize(1);
    }
  }

  private void attempt(Caller eve, AtomicInteger made) {
    try {
      HOUSE.tell(owner, Removals.undo(thread, eve, true));
      made.incrementAndGet();
    } catch (Failure refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT);
    }
  }

  /** A repeated command is the same command, and tells the same. */
  @Test
  void repeatedUndoIsTheSameUndo() {
    Caller eve = world.guest(owner, thread);
    world.remove(owner, thread, eve, false);
    MemberCommand.UndoRemove undo = Removals.undo(thread, eve, true);
    assertThat(HOUSE.tell(owner, undo)).isEqualTo(HOUSE.tell(owner, undo));
    assertThat(terms(eve, thread)).hasSize(1);
  }

  @Test
  void strangersLearnNothing() {
    Caller eve = world.guest(owner, thread);
    world.remove(owner, thread, eve, false);
    Caller stranger = world.stranger();
    assertThat(refused(stranger, eve)).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(
            refused(
                owner,
                new MemberCommand.UndoRemove(
                    Removals.id(),
                    thread,
                    Optional.of(new AccountId(424242)),
                    Optional.empty(),
                    true)))
        .isEqualTo(ErrorCode.NOT_FOUND);
  }
}
