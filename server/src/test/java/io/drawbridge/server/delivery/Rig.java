package io.drawbridge.server.delivery;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.TestPermits;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.background.Jobs;
import io.drawbridge.server.cluster.Fence;
import io.drawbridge.server.cluster.Nodes;
import io.drawbridge.server.cluster.VersionGate;
import io.drawbridge.server.conversation.ConversationViewStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.delivery.append.Append;
import io.drawbridge.server.delivery.append.LaneLimits;
import io.drawbridge.server.delivery.append.NewMessage;
import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.MembershipLanes.Change;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.delivery.log.Idempotent;
import io.drawbridge.server.exit.Exits;
import io.drawbridge.server.message.Mentioned;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.SessionLife;
import io.drawbridge.server.session.outbox.Egress;
import io.drawbridge.server.session.outbox.MemoryBudget;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;

/** A workspace, the real access and delivery on a real database, and sessions on test loops. */
final class Rig implements AutoCloseable {
  static final int LOOPS = 2;

  private static final LaneLimits USUAL = LaneLimits.of(3);

  /** Limits by which all that waits shares a transaction, however slow the machine is. */
  private static final LaneLimits LIMITS =
      new LaneLimits(
          USUAL.lanes(),
          USUAL.batchMax(),
          USUAL.queueMax(),
          USUAL.linksMax(),
          Duration.ofMinutes(1),
          USUAL.patience());

  final TestDatabase database = TestDatabase.create();
  final FrameCodec codec = new FrameCodec();
  final Metrics metrics = new Metrics();
  final Access access = Access.create(database.database(), database.clock());
  final List<TestLoop> loops = List.of(new TestLoop(0), new TestLoop(1));
  final ConnectedSessions sessions = new ConnectedSessions(loops, SessionLimits.DEFAULT);
  final Map<SessionId, SessionEnd> ended = new ConcurrentHashMap<>();
  final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  final Nodes nodes;
  final Delivery delivery;
  final DomainId domain;
  final AccountId owner;

  /** The exits that the answers of removals wait for besides the fence. */
  final Exits exits = new Exits(database.database());

  private final AtomicInteger keys = new AtomicInteger();
  private final AtomicInteger devices = new AtomicInteger();

  Rig() {
    this(database -> database);
  }

  /** {@code lanes} puts something between the lanes and the database. */
  Rig(UnaryOperator<Database> lanes) {
    this(lanes, conversations -> conversations);
  }

  /** {@code facts} puts something before what is read of conversations after a commit, too. */
  Rig(UnaryOperator<Database> lanes, UnaryOperator<Conversations> facts) {
    exits.add(new FailingExit());
    nodes =
        Nodes.start(
            database.database(), database.ids(), VersionGate.of(() -> {}), threads, () -> {});
    Fence fence =
        new Fence(database.database(), nodes, sessions, new Life(), codec, metrics, threads);
    delivery =
        Delivery.start(
            new Delivery.Parts(
                platform(lanes.apply(database.database())),
                access,
                facts.apply(access.conversations()),
                new ConversationViewStore(database.database()),
                sessions,
                fence,
                LIMITS,
                timer,
                exits));
    domain = new DomainId(database.ids().next());
    database.execute("insert into workspace (id, name) values (?, 'Acme')", domain.value());
    database.execute(
        "insert into domain (id, workspace) values (?, ?)", domain.value(), domain.value());
    owner = account("Olga");
    change(tx -> {
      tx.memberships().seat(tx.at(), owner, WorkspaceRole.OWNER);
      return "seated";
    });
  }

  private Platform platform(Database lanes) {
    return new Platform(
        lanes,
        database.clock(),
        database.ids(),
        new SecureRandom(),
        codec,
        metrics,
        new SecurityLog(metrics, true),
        threads,
        new Jobs());
  }

  AccountId account(String name) {
    AccountId account = new AccountId(database.ids().next());
    database.execute(
        "insert into account (id, kind, name) values (?, 'person', ?)", account.value(), name);
    return account;
  }

  ConversationId conversation(ConversationKind kind) {
    ConversationId conversation = new ConversationId(database.ids().next());
    database.execute(
        """
        insert into conversation (id, domain, kind, name, visibility, starter)
        values (?, ?, ?, 'x', nullif(?, ''), ?)
        """,
        conversation.value(),
        domain.value(),
        kind.wire(),
        kind == ConversationKind.GROUP ? "private" : "",
        owner.value());
    return conversation;
  }

  ConversationId thread(AccountId... people) {
    ConversationId thread = conversation(ConversationKind.THREAD);
    change(tx -> {
      for (AccountId person : people) {
        tx.memberships()
            .add(
                tx.at(),
                TestPermits.admission(thread, person),
                terms(Opening.EVERYTHING, Optional.empty()));
      }
      return "made";
    });
    return thread;
  }

  static Terms terms(Opening opening, Optional<Instant> until) {
    return new Terms(ConversationRole.MEMBER, opening, until, Optional.empty(), Optional.empty());
  }

  /** Makes a change as the server and waits for it. */
  <T> Changed<T> change(Change<T> change) {
    return await(changing(change));
  }

  <T> CompletableFuture<Changed<T>> changing(Change<T> change) {
    return delivery
        .membershipLanes()
        .submit(domain, ChangeRequest.own(MemberCommand.Add.class, owner), change)
        .toCompletableFuture();
  }

  /**
   * Holds the domain's lock while a first change waits for it: what is submitted then shares one
   * transaction, which begins when the handle is committed.
   */
  Handle holdingUp() {
    Handle holder = database.open();
    holder.begin();
    holder.execute("select pg_advisory_xact_lock(?)", domain.value());
    var _ = changing(tx -> "first in the lane");
    Awaitility.await().until(() -> database.waitingForLocks() > 0);
    return holder;
  }

  /** A change as the server, with a key under which it is made once. */
  CompletableFuture<Changed<Integer>> changing(RequestKey key, Change<Integer> change) {
    return delivery
        .membershipLanes()
        .submit(
            domain,
            ChangeRequest.<Integer>own(MemberCommand.Add.class, owner)
                .once(new Idempotent<>(key, Integer.class)),
            change)
        .toCompletableFuture();
  }

  Changed<Boolean> addFromNow(ConversationId conversation, AccountId person) {
    return change(tx ->
        tx.memberships()
            .add(
                tx.at(),
                TestPermits.admission(conversation, person),
                terms(tx.memberships().fromNow(tx.at()), Optional.empty())));
  }

  Changed<Boolean> remove(ConversationId conversation, AccountId person) {
    return await(removing(conversation, person));
  }

  CompletableFuture<Changed<Boolean>> removing(ConversationId conversation, AccountId person) {
    return delivery
        .membershipLanes()
        .submit(
            domain,
            ChangeRequest.<Boolean>own(MemberCommand.Remove.class, owner),
            tx -> tx.memberships().remove(tx.at(), conversation, person, "removed").ended())
        .toCompletableFuture();
  }

  Caller caller(AccountId account) {
    return new Caller(account, new SessionId(1));
  }

  PostPermit permit(AccountId author, ConversationId conversation, Action.Post action) {
    return access.gate().post(caller(author), conversation, action);
  }

  RequestKey key(AccountId account) {
    int number = keys.incrementAndGet();
    return key(account, "k" + number, "body" + number);
  }

  static RequestKey key(AccountId account, String clientId, String body) {
    return new RequestKey(account, clientId, body.getBytes(StandardCharsets.UTF_8));
  }

  NewMessage post(AccountId author, String text) {
    return new NewMessage(
        text, Optional.empty(), Mentioned.by(author, text), Optional.empty(), key(author));
  }

  Committed send(AccountId author, ConversationId conversation, String text) {
    return await(sending(author, conversation, text));
  }

  CompletableFuture<Committed> sending(AccountId author, ConversationId conversation, String text) {
    NewMessage message = post(author, text);
    return appending(permit(author, conversation, message.right()), message);
  }

  CompletableFuture<Committed> appending(PostPermit permit, Append append) {
    return delivery.writerLanes().append(permit, append).toCompletableFuture();
  }

  /** A message in a thread of another workspace, by somebody who is in nothing else. */
  Committed sendElsewhere(long workspace) {
    DomainId elsewhere = new DomainId(workspace);
    AccountId person = account("Elsewhere");
    ConversationId there = new ConversationId(database.ids().next());
    database.execute(
        "insert into conversation (id, domain, kind, name, starter) values (?, ?, 'thread', 'y',"
            + " ?)",
        there.value(),
        workspace,
        person.value());
    await(
        delivery
            .membershipLanes()
            .submit(
                elsewhere,
                ChangeRequest.<Boolean>own(MemberCommand.Add.class, person),
                tx ->
                    tx.memberships()
                        .add(
                            tx.at(),
                            TestPermits.admission(there, person),
                            terms(Opening.EVERYTHING, Optional.empty())))
            .toCompletableFuture());
    return send(person, there, "elsewhere");
  }

  /** A connected device on the loops in turn. */
  Device device(AccountId account) {
    int loop = devices.getAndIncrement() % LOOPS;
    return device(account, loop);
  }

  Device device(AccountId account, int loop) {
    return new Device(
        account,
        new SessionId(database.ids().next()),
        loops.get(loop),
        loop,
        new Egress(
            access.egress(),
            database.clock(),
            codec,
            SessionLimits.DEFAULT,
            new MemoryBudget(1 << 30),
            metrics),
        sessions,
        access.residency());
  }

  /** Waits until all loops have run what they had, so that what was sent has arrived. */
  void settle() {
    for (int round = 0; round < 4; round++) {
      loops.forEach(loop -> CompletableFuture.runAsync(() -> {}, loop).join());
    }
  }

  long count(String sql, Object... arguments) {
    return database
        .database()
        .query(handle -> {
          var query = handle.createQuery(sql);
          for (int i = 0; i < arguments.length; i++) {
            query.bind(i, arguments[i]);
          }
          return query.mapTo(Long.class).one();
        });
  }

  static <T> T await(CompletableFuture<T> stage) {
    try {
      return stage.orTimeout(20, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public void close() {
    delivery.close();
    nodes.close();
    timer.shutdownNow();
    threads.shutdownNow();
    loops.forEach(TestLoop::close);
    database.close();
  }

  private final class Life implements SessionLife {
    @Override
    public void refresh(AccountId account) {
      // The map is what is known.
    }

    @Override
    public Optional<SessionEnd> ended(SessionId session) {
      return Optional.ofNullable(ended.get(session));
    }
  }
}
