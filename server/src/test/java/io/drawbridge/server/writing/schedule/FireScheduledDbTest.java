package io.drawbridge.server.writing.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.id.ScheduledId;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestTeam;
import io.drawbridge.server.Together;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Each scheduled message is sent once, by any node, and under the right of that moment. */
final class FireScheduledDbTest {
  private static final Duration LEASE = Duration.ofMinutes(1);

  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private static final TestTeam TEAM = new TestTeam(HOUSE);
  private static final WriterLanes LANES = HOUSE.delivery.writerLanes();

  @AutoClose("shutdown")
  private static final ExecutorService LOOP = Executors.newSingleThreadExecutor();

  private final Caller author = TEAM.member("Author");
  private final ConversationId thread = TEAM.thread(List.of(), author);
  private final ScheduledStore store = new ScheduledStore();

  private final ScheduledSignals signals =
      new ScheduledSignals(
          HOUSE.recorded,
          store,
          new ConnectedSessions(List.of(LOOP), SessionLimits.DEFAULT),
          new Notices(HOUSE.core.platform().codec()));

  private SendScheduled sending(WriterLanes lanes) {
    return new SendScheduled(
        HOUSE.recorded,
        HOUSE.access.gate(),
        lanes,
        store,
        signals,
        HOUSE.core.platform().threads());
  }

  /** The worker of a node. */
  private FireScheduled node(WriterLanes lanes) {
    return new FireScheduled(
        HOUSE.recorded, HOUSE.core.platform().clock(), store, sending(lanes), signals, LEASE);
  }

  private List<ScheduledRow> leased() {
    return HOUSE.recorded.write(
        handle -> store.lease(handle, HOUSE.core.platform().clock().now(), LEASE, 10));
  }

  private static void refused(ErrorCode code, Runnable command) {
    assertThatThrownBy(command::run)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private static ScheduledId schedule(Caller by, ConversationId where, FileId... files) {
    return HOUSE
        .tell(
            by,
            new WritingCommand.Schedule(
                TestTeam.id(),
                where,
                "in time",
                Optional.empty(),
                Optional.empty(),
                files.length == 0 ? Optional.empty() : Optional.of(List.of(files)),
                Instant.now().plusSeconds(3_600),
                Optional.empty()))
        .scheduled();
  }

  private static ScheduledId due(Caller by, ConversationId where) {
    ScheduledId id = schedule(by, where);
    makeDue(id);
    return id;
  }

  private static void makeDue(ScheduledId id) {
    HOUSE.db.execute(
        "update scheduled set at = clock_timestamp() - interval '1 second' where id = ?",
        id.value());
  }

  private List<Message> sent() {
    return HOUSE
        .tell(
            TEAM.owner,
            new MessageCommand.ShowHistory(
                thread, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
        .messages();
  }

  private static int held(ScheduledId id, ErrorCode reason) {
    return HOUSE.db.execute(
        "update scheduled set quote = null where id = ? and reason = ?", id.value(), reason.wire());
  }

  private static MemberCommand.Remove remove(ConversationId where, Caller person) {
    return new MemberCommand.Remove(
        TestTeam.id(),
        where,
        Optional.of(person.account()),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  @Test
  void nodesThatLookTogetherSendEachOnce() throws Exception {
    for (int i = 0; i < 20; i++) {
      due(author, thread);
    }
    Together.parallel(
        3,
        () -> {
          node(LANES).look();
          return true;
        });
    assertThat(sent()).hasSize(20);
    assertThat(
            HOUSE.db.execute("delete from scheduled where account = ?", author.account().value()))
        .isZero();
  }

  @Test
  void whatADeadNodeLeasedIsSentByAnotherOnceTheLeaseIsOver() {
    ScheduledId id = due(author, thread);
    assertThat(leased()).hasSize(1);
    node(LANES).look();
    assertThat(sent()).as("while the lease lasts").isEmpty();
    HOUSE.db.execute(
        "update scheduled set leased_until = clock_timestamp() where id = ?", id.value());
    node(LANES).look();
    assertThat(sent()).hasSize(1);
  }

  /** A node that dies, or was paused, after the commit has nothing to send again. */
  @Test
  void commitIsTheEndOfIt() {
    due(author, thread);
    List<ScheduledRow> rows = leased();
    for (int i = 0; i < 2; i++) {
      rows.forEach(row -> sending(LANES).fire(row).toCompletableFuture().join());
    }
    // The remembered answers are forgotten after a day; what is sent is sent for good.
    HOUSE.db.execute("delete from request where account = ?", author.account().value());
    for (ScheduledRow row : rows) {
      assertThatThrownBy(() -> sending(LANES).fire(row).toCompletableFuture().join())
          .hasCauseInstanceOf(Failure.class);
    }
    node(LANES).look();
    assertThat(sent()).hasSize(1);
  }

  /** O6: the removal comes between the permit and the lane. */
  @Test
  void leak77RemovalInTheMiddleOfTheSendingIsBeforeIt() {
    ScheduledId id = due(author, thread);
    node(
            (permit, append) -> {
              HOUSE.tell(TEAM.owner, remove(thread, author));
              return LANES.append(permit, append);
            })
        .look();
    assertThat(sent()).isEmpty();
    assertThat(held(id, ErrorCode.NOT_FOUND)).isEqualTo(1);
  }

  @Test
  void leak77RemovalRacingTheSendingIsBeforeOrAfter() throws Exception {
    for (int round = 0; round < 8; round++) {
      Caller guest = TEAM.guest(TEAM.owner, thread);
      ScheduledId id = due(guest, thread);
      int before = sent().size();
      AtomicBoolean first = new AtomicBoolean(true);
      Together.parallel(
          2,
          () -> {
            if (first.getAndSet(false)) {
              HOUSE.tell(TEAM.owner, remove(thread, guest));
            } else {
              node(LANES).look();
            }
            return true;
          });
      int after = sent().size();
      assertThat(held(id, ErrorCode.NOT_FOUND)).isEqualTo(after == before ? 1 : 0);
      node(LANES).look();
      assertThat(sent()).as("later than the receipt").hasSize(after);
    }
  }

  @Test
  void whatIsLetGoOrChangedAfterItWasLeasedIsNotSent() {
    ScheduledId gone = due(author, thread);
    ScheduledId changed = due(author, thread);
    node(
            (permit, append) -> {
              if (append.due().orElseThrow().id() == gone.value()) {
                HOUSE.tell(author, new WritingCommand.CancelScheduled(gone));
              } else {
                HOUSE.tell(
                    author,
                    new WritingCommand.ChangeScheduled(
                        changed,
                        Optional.of("in better time"),
                        Optional.of(Instant.now().plusSeconds(3_600)),
                        Optional.empty(),
                        Optional.empty()));
              }
              return LANES.append(permit, append);
            })
        .look();
    assertThat(sent()).isEmpty();
    makeDue(changed);
    node(LANES).look();
    assertThat(sent()).extracting(Message::text).containsExactly(Optional.of("in better time"));
  }

  @Test
  void nothingOfWhoIsSuspendedOrErasedIsSent() {
    ScheduledId suspended = due(author, thread);
    Caller guest = TEAM.guest(TEAM.owner, thread);
    ScheduledId erased = due(guest, thread);
    HOUSE.tell(
        TEAM.owner,
        new WorkspaceCommand.Suspend(
            TestTeam.id(), TEAM.home.workspace(), author.account(), Optional.empty()));
    HOUSE.tell(guest, new AccountCommand.Erase(TestTeam.id(), Optional.of(TestHouse.PASSWORD)));
    node(LANES).look();
    assertThat(sent()).isEmpty();
    assertThat(held(suspended, ErrorCode.NOT_FOUND)).isEqualTo(1);
    assertThat(HOUSE.db.execute("delete from scheduled where id = ?", erased.value())).isZero();
  }

  /** What may succeed after a while stays, and is tried again. */
  @Test
  void whatFailsForAWhileIsTriedAgain() {
    ScheduledId id = due(author, thread);
    node((_, _) -> CompletableFuture.failedStage(Failure.busy("full", Duration.ofSeconds(1))))
        .look();
    HOUSE.db.execute(
        "update scheduled set leased_until = clock_timestamp() where id = ?", id.value());
    node(LANES).look();
    assertThat(sent()).hasSize(1);
  }

  @Test
  void filesAreKeptUntilThenAndGoWithTheMessage() {
    FileId file = upload();
    ScheduledId id = schedule(author, thread, file);
    assertThat(
            HOUSE.db.execute(
                "update file set note = null where id = ? and expires_at > now() + interval '20"
                    + " days'",
                file.value()))
        .isEqualTo(1);
    makeDue(id);
    node(LANES).look();
    assertThat(sent().getFirst().files()).hasSize(1);

    FileId other = upload();
    ScheduledId lacks = schedule(author, thread, other);
    HOUSE.db.execute("delete from file where id = ?", other.value());
    makeDue(lacks);
    node(LANES).look();
    assertThat(held(lacks, ErrorCode.NOT_FOUND)).isEqualTo(1);
    refused(ErrorCode.NOT_FOUND, () -> schedule(author, thread, other));
  }

  private FileId upload() {
    FileId file = new FileId(HOUSE.db.ids().next());
    HOUSE.db.execute(
        """
        insert into file
          (id, owner, external, domain, conversation, name, size, received, type, sha256, expires_at)
        values (?, ?, false, ?, ?, 'offer.txt', 1, 1, 'text/plain', '\\x00', now() + interval '1 hour')
        """,
        file.value(),
        author.account().value(),
        TEAM.home.workspace().value(),
        thread.value());
    return file;
  }

  /** Leak 165. */
  @Test
  void leak165ScheduledMessagesAreBounded() {
    for (int i = 0; i < Limits.SCHEDULED_MAX; i++) {
      schedule(author, thread);
    }
    refused(ErrorCode.LIMIT_REACHED, () -> schedule(author, thread));
    HOUSE.db.execute(
        "update scheduled set reason = 'closed' where account = ?", author.account().value());
    refused(ErrorCode.LIMIT_REACHED, () -> schedule(author, thread));
    ConversationId other = TEAM.thread(List.of(), author);
    HOUSE.tell(TEAM.owner, remove(thread, author));
    ScheduledId kept = schedule(author, other);
    assertThat(
            HOUSE.db.execute("delete from scheduled where account = ?", author.account().value()))
        .as("what its author does not see made room for %s", kept)
        .isEqualTo(1);
  }

  @Test
  void whatIsHeldForLongIsForgotten() {
    ScheduledId old = due(author, thread);
    ScheduledId young = due(author, thread);
    HOUSE.db.execute(
        "update scheduled set reason = 'closed', at = clock_timestamp() - case when id = ? then"
            + " interval '31 days' else interval '29 days' end where account = ?",
        old.value(),
        author.account().value());
    node(LANES).forget();
    assertThat(held(old, ErrorCode.CLOSED)).isZero();
    assertThat(held(young, ErrorCode.CLOSED)).isEqualTo(1);
  }

  /** The answer was lost, and the message went meanwhile. */
  @Test
  void schedulingAgainAfterItWasSentIsAnsweredAsBefore() {
    WritingCommand.Schedule command =
        new WritingCommand.Schedule(
            TestTeam.id(),
            thread,
            "in time",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Instant.now().plusSeconds(3_600),
            Optional.empty());
    ScheduledId id = HOUSE.tell(author, command).scheduled();
    makeDue(id);
    node(LANES).look();
    assertThat(sent()).hasSize(1);
    assertThat(HOUSE.tell(author, command).scheduled()).isEqualTo(id);
  }

  /** What was asked for just before an erasure is not kept after it. */
  @Test
  void nothingIsKeptOfWhoseAccountHasEnded() {
    Caller guest = TEAM.guest(TEAM.owner, thread);
    HOUSE.db.execute(
        "update account set ended_at = clock_timestamp() where id = ?", guest.account().value());
    refused(ErrorCode.NOT_FOUND, () -> schedule(guest, thread));
  }
}
