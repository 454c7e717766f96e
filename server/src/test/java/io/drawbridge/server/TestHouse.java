package io.drawbridge.server;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.AccountResult.Redeemed;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Verdict;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.view.Residency;
import io.drawbridge.server.account.AccountCommands;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.CredentialNotices;
import io.drawbridge.server.account.credential.DeviceProofs;
import io.drawbridge.server.account.credential.JwtTokens;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.account.credential.Passwords;
import io.drawbridge.server.account.credential.Payer;
import io.drawbridge.server.account.credential.Proved;
import io.drawbridge.server.account.credential.PurposeKey;
import io.drawbridge.server.account.link.SignInByLink;
import io.drawbridge.server.account.session.OpenSession;
import io.drawbridge.server.account.session.SessionRegister;
import io.drawbridge.server.account.session.SessionStore;
import io.drawbridge.server.background.Jobs;
import io.drawbridge.server.bot.BotCommands;
import io.drawbridge.server.bot.BotEnding;
import io.drawbridge.server.cluster.Fence;
import io.drawbridge.server.cluster.Nodes;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.command.SessionHandler;
import io.drawbridge.server.conversation.ConversationCommands;
import io.drawbridge.server.conversation.ConversationViewStore;
import io.drawbridge.server.conversation.DmOfAddress;
import io.drawbridge.server.db.RecordingDatabase;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.delivery.Delivery;
import io.drawbridge.server.delivery.append.LaneLimits;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.exit.ExitWorker;
import io.drawbridge.server.exit.Exits;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.invite.Additions;
import io.drawbridge.server.invite.InvitationCommands;
import io.drawbridge.server.invite.MailQuota;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.MailExit;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.MailOutbox;
import io.drawbridge.server.mail.MailQuotas;
import io.drawbridge.server.mail.MailStops;
import io.drawbridge.server.mail.MailedLinks;
import io.drawbridge.server.mail.StopTokens;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.membership.MembershipCommands;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.people.Contacts;
import io.drawbridge.server.quota.ContentQuota;
import io.drawbridge.server.quota.Quota;
import io.drawbridge.server.quota.Quotas;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.SessionLimits;
import io.drawbridge.server.workspace.SetUpLinks;
import io.drawbridge.server.workspace.WorkspaceCommands;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A server without sockets: real database, access, lanes, fence, mails and the commands about
 * accounts, workspaces, conversations, members and invitations. Answers pass the egress gate.
 */
public final class TestHouse implements AutoCloseable {
  public static final ClientAddress HERE = new ClientAddress("127.0.0.1");
  public static final Secret PASSWORD = new Secret("correct horse battery");
  public final TestDatabase db = TestDatabase.create();

  /** The database through which people are added and invited. */
  public final RecordingDatabase recorded = new RecordingDatabase(db.database());

  public final Access access = Access.create(db.database(), db.clock());
  public final ConnectedSessions sessions;
  public final SessionRegister register;
  public final Delivery delivery;
  public final Exits exits = new Exits(db.database());
  private final Outbox rows = new Outbox(MailExit.NAME, db.database(), db.ids());
  public final MailOutbox outbox = new MailOutbox(rows);
  public final MailStops stops = new MailStops(new StopTokens(new byte[32], new SecureRandom()));
  public final Letters letters =
      new Letters(new MailedLinks("https://chat.example"), Locale.ENGLISH, stops);
  public final InvitationCommands invitations;
  public final SetUpLinks setUpLinks;
  public final OpenSession open;

  /** The box where its mails go. */
  public final Postbox post = new Postbox();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final ExecutorService loop = Executors.newSingleThreadExecutor();
  private final Nodes nodes;
  private final Passwords passwords = new Passwords();
  private final MailExit mail;
  private final ExitWorker<Letter> mails;
  private final Map<Class<?>, Handler<?, ?>> handlers = new HashMap<>();
  private final Map<Class<?>, OpenHandler<?, ?>> openHandlers = new HashMap<>();
  private int clientIds;

  public TestHouse() {
    this(new MailQuotas(1_000, 0, 1_000, 1_000, 1_000, 10, 20));
  }

  public TestHouse(MailQuotas quotas) {
    SecureRandom random = new SecureRandom();
    FrameCodec codec = new FrameCodec();
    RequestKeys keys = new RequestKeys(codec);
    byte[] key = new byte[32];
    Metrics metrics = new Metrics();
    SecurityLog security = new SecurityLog(metrics, true);
    JwtTokens jwt =
        new JwtTokens(
            key,
            "https://chat.example",
            "drawbridge",
            Duration.ofMinutes(10),
            db.clock(),
            security);
    AccountStore accounts = new AccountStore();
    DeviceProofs proofs = new DeviceProofs(key, random);
    CredentialNotices notices =
        new CredentialNotices(db.ids(), accounts, outbox, letters, security);
    SessionStore sessionStore = new SessionStore();
    OneTimeTokenStore tokens = new OneTimeTokenStore();
    sessions = new ConnectedSessions(List.of(loop), SessionLimits.DEFAULT);
    register = new SessionRegister(jwt, db.database(), db.clock(), sessionStore);
    nodes = Nodes.start(db.database(), db.ids(), threads, () -> {});
    ConversationViewStore views = new ConversationViewStore(db.database());
    MailQuota quota = new MailQuota(quotas, db.ids(), new SecurityLog(metrics, true));
    Additions additions = new Additions(outbox, quota, letters);
    Map<MailKind, LetterSource> sources = new EnumMap<>(MailKind.class);
    delivery =
        Delivery.start(
            new Delivery.Parts(
                recorded,
                db.clock(),
                access.gate(),
                access.egress(),
                access.memberships(),
                access.views(),
                access.conversations(),
                access.people(),
                sessions,
                new Fence(db.database(), nodes, sessions, register, codec, metrics, threads),
                codec,
                metrics,
                security,
                LaneLimits.of(3),
                threads,
                timer,
                new Jobs(),
                exits),
            views);
    open =
        new OpenSession(
            db.database(),
            delivery.changes(),
            db.ids(),
            random,
            jwt,
            sessionStore,
            proofs,
            Duration.ofDays(30),
            Duration.ofDays(90));
    invitations =
        new InvitationCommands(
            access.gate(),
            access.conversations(),
            access.people(),
            recorded,
            db.ids(),
            random,
            delivery.changes(),
            delivery.signals(),
            views,
            accounts,
            tokens,
            outbox,
            letters,
            quota,
            additions,
            stops,
            new DmOfAddress());
    BotEnding bots = new BotEnding(delivery.changes(), sessionStore);
    WorkspaceCommands workspaces =
        new WorkspaceCommands(
            access.gate(),
            db.database(),
            db.ids(),
            random,
            delivery.changes(),
            delivery.signals(),
            accounts,
            tokens,
            passwords,
            open,
            invitations.invitations(),
            bots,
            sessionStore,
            notices,
            security,
            outbox,
            letters,
            quota);
    SignInByLink signInByLink = new SignInByLink(db.database(), accounts, tokens, letters);
    AccountCommands account =
        new AccountCommands(
            db.database(),
            delivery.changes(),
            random,
            jwt,
            register,
            open,
            accounts,
            sessionStore,
            tokens,
            passwords,
            proofs,
            new PurposeKey(key, "sources"),
            new PurposeKey(key, "refresh"),
            notices,
            security,
            access.people(),
            outbox,
            Map.of(
                LinkKind.SIGN_IN, signInByLink,
                LinkKind.INVITATION, invitations.link(),
                LinkKind.WORKSPACE_INVITATION, workspaces.invitationLink(),
                LinkKind.SET_UP, workspaces.setUpLink()),
            Duration.ofDays(30));
    setUpLinks = new SetUpLinks(db.database(), random, new MailedLinks("https://chat.example"));
    sources.put(MailKind.SIGN_IN, signInByLink);
    sources.put(MailKind.INVITATION, invitations.letters());
    sources.put(MailKind.WORKSPACE_INVITATION, workspaces.letters());
    sources.put(MailKind.ADDED, additions);
    sources.put(MailKind.CREDENTIAL_CHANGED, notices);
    mail = new MailExit(post, stops, sources);
    exits.add(mail);
    mails = mailWorker(nodes.id(), metrics);
    Contacts contacts = new Contacts();
    Registry registry = new Registry();
    account.register(registry);
    workspaces.register(registry);
    invitations.register(registry);
    new BotCommands(
            access.gate(),
            delivery.changes(),
            db.database(),
            db.ids(),
            key,
            bots,
            notices,
            security)
        .register(registry);
    Quota plenty = new Quota(1_000_000, 1_000_000_000, 1_000_000_000, 1_000_000_000_000L);
    ContentQuota contentQuota =
        new ContentQuota(
            new Quotas(plenty, plenty, plenty, plenty),
            db.database(),
            db.clock(),
            System::nanoTime,
            metrics);
    new ConversationCommands(
            access.gate(),
            contentQuota,
            recorded,
            db.ids(),
            delivery.changes(),
            delivery.writerLanes(),
            keys,
            views,
            contacts,
            invitations.invitations(),
            threads)
        .register(registry);
    new MembershipCommands(
            access.gate(),
            recorded,
            db.clock(),
            delivery.changes(),
            contacts,
            invitations.invitations())
        .register(registry);
  }

  private ExitWorker<Letter> mailWorker(String node, Metrics metrics) {
    return new ExitWorker<>(
        db.database(), db.clock(), rows, mail, node, metrics, new SecureRandom());
  }

  /**
   * Another node, of which there is no more than a mail worker. The caller starts and closes it.
   */
  public ExitWorker<Letter> mailWorkerOf(String node) {
    db.execute(
        """
        create function pay_at_once() returns trigger language plpgsql as
          'begin new.paid_at = clock_timestamp(); return new; end'
        """);
    db.execute(
        """
        create trigger node_without_sockets before insert or update on fence_debt for each row
          when (new.node = '%s') execute function pay_at_once()
        """
            .formatted(node));
    db.execute("insert into node (id) values (?)", node);
    return mailWorker(node, new Metrics());
  }

  /** Lets the mail worker run; until then mails wait in the outbox. */
  public TestHouse withMails() {
    mails.start();
    return this;
  }

  /** A person with the fixture's password, of no workspace. */
  public Caller person(String email) {
    AccountId account = new AccountId(db.ids().next());
    String hash = passwords.hash(new Payer.OfSource(HERE), PASSWORD, List.of());
    db.database()
        .write(handle ->
            new AccountStore()
                .insertPerson(
                    handle,
                    account,
                    EmailAddress.of(email),
                    email.substring(0, email.indexOf('@')),
                    Optional.of(hash),
                    true));
    return caller(
        open.open(Proved.made(account, Proved.By.PASSWORD), "test").toCompletableFuture().join());
  }

  /** A workspace with a fresh owner, made by the console's link or (later) by seating alone. */
  public Home workspace(String name) {
    Caller owner = person("owner-" + name.toLowerCase(Locale.ROOT) + "@home.example");
    WorkspaceId workspace = new WorkspaceId(db.ids().next());
    db.execute("insert into workspace (id, name) values (?, ?)", workspace.value(), name);
    db.execute(
        "insert into domain (id, workspace) values (?, ?)", workspace.value(), workspace.value());
    seat(workspace, owner, WorkspaceRole.OWNER);
    return new Home(workspace, owner);
  }

  public record Home(WorkspaceId workspace, Caller owner) {}

  public Caller member(Home home, String email) {
    Caller person = person(email);
    seat(home.workspace(), person, WorkspaceRole.MEMBER);
    return person;
  }

  public void seat(WorkspaceId workspace, Caller person, WorkspaceRole role) {
    delivery
        .membershipLanes()
        .submit(
            DomainId.of(workspace),
            ChangeRequest.<Caller>own(WorkspaceCommand.SetRole.class, person),
            tx -> {
              tx.memberships().seat(tx.at(), person.account(), role);
              return person;
            })
        .toCompletableFuture()
        .join();
  }

  public String clientId() {
    return "test-" + ++clientIds;
  }

  public Caller caller(Tokens tokens) {
    return register.authenticate(tokens.accessToken().value()).caller();
  }

  public Redeemed redeem(Secret token, String name) {
    return tell(new AccountCommand.Redeem(token, Optional.of(name), Optional.empty(), "phone"));
  }

  public Redeemed setUp(Secret token, String email) {
    return tell(new WorkspaceCommand.SetUp(token, "First", email, "Olivia", PASSWORD, "laptop"));
  }

  /** Runs a command that needs no token; failures are thrown. */
  public <C extends Command<R>, R extends Result> R tell(C command) {
    return tell(HERE, command);
  }

  /** Runs a command that needs no token, from another address. */
  @SuppressWarnings("unchecked")
  public <C extends Command<R>, R extends Result> R tell(ClientAddress from, C command) {
    OpenHandler<C, R> handler =
        (OpenHandler<C, R>) Objects.requireNonNull(openHandlers.get(command.getClass()));
    if (join(handler.handle(from, command)).release(tag -> Verdict.ALLOW)
        instanceof Answer.Released.Told<R>(R result)) {
      return result;
    }
    throw Failure.notFound();
  }

  /** Runs a command for a caller, through the egress gate; failures are thrown. */
  @SuppressWarnings("unchecked")
  public <C extends Command<R>, R extends Result> R tell(Caller caller, C command) {
    Handler<C, R> handler =
        (Handler<C, R>) Objects.requireNonNull(handlers.get(command.getClass()));
    try (Residency.Hold _ = access.residency().hold(caller.account())) {
      Answer<R> answer = join(handler.handle(caller, command));
      return switch (answer.release(tag -> access.egress().judge(caller.account(), tag))) {
        case Answer.Released.Told<R>(R result) -> result;
        case Answer.Released.Wait<R> wait -> throw new AssertionError("the view lags: " + wait);
        case Answer.Released.Refused<R> refused -> throw Failure.notFound();
      };
    }
  }

  private static <T> T join(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    mails.close();
    delivery.close();
    nodes.close();
    passwords.close();
    timer.shutdownNow();
    loop.shutdownNow();
    threads.shutdownNow();
    db.close();
  }

  private final class Registry implements Commands {
    @Override
    public <C extends Command<R>, R extends Result> void on(Class<C> type, Handler<C, R> handler) {
      handlers.put(type, handler);
    }

    @Override
    public <C extends Command<R>, R extends Result> void onSession(
        Class<C> type, SessionHandler<C, R> handler) {
      // there are no sockets here
    }

    @Override
    public <C extends Command<R>, R extends Result> void open(
        Class<C> type, OpenHandler<C, R> handler) {
      openHandlers.put(type, handler);
    }
  }
}
