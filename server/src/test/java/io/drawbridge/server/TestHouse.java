package io.drawbridge.server;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.AccountResult.Redeemed;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.Passwords;
import io.drawbridge.server.account.credential.Payer;
import io.drawbridge.server.account.credential.Proved;
import io.drawbridge.server.account.session.OpenSession;
import io.drawbridge.server.account.session.SessionRegister;
import io.drawbridge.server.assembly.Closing;
import io.drawbridge.server.assembly.Core;
import io.drawbridge.server.assembly.Foundation;
import io.drawbridge.server.assembly.Keys;
import io.drawbridge.server.assembly.Safety;
import io.drawbridge.server.audit.chain.TestSigning;
import io.drawbridge.server.cluster.Node;
import io.drawbridge.server.cluster.VersionGate;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.db.RecordingDatabase;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.delivery.Delivery;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.dispatch.TestCommands;
import io.drawbridge.server.exit.ExitWorker;
import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.file.storage.FolderStorage;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.outbox.SessionLimits;
import io.drawbridge.server.workspace.SetUpLinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A server without sockets: real database, access, lanes, fence, mails and the commands about
 * accounts, workspaces, conversations, members and invitations. Answers pass the egress gate.
 */
public final class TestHouse implements AutoCloseable {
  public static final ClientAddress HERE = new ClientAddress("127.0.0.1");
  public static final Secret PASSWORD = new Secret("correct horse battery");
  public final TestDatabase db = TestDatabase.create();

  /** The database as the house sees it. */
  public final RecordingDatabase recorded = new RecordingDatabase(db.database());

  /** The box where its mails go. */
  public final Postbox post = new Postbox();

  private final Closing closing = new Closing();

  /** Where the bytes of files are. */
  public final Path files = files();

  public final FileStorage storage = storage();

  public final Core core;
  public final Access access;
  public final Delivery delivery;
  public final SessionRegister register;
  public final OpenSession open;
  public final SetUpLinks setUpLinks;

  private final TestCommands commands = new TestCommands();
  private final Passwords passwords = new Passwords(TestServer.PASSWORD_COST);
  private final String node;

  public TestHouse() {
    this(Map.of());
  }

  /** With some configuration of the test's own. */
  public TestHouse(Map<ConfigKey, String> settings) {
    ServerConfig config = config(settings);
    ExecutorService loop = Executors.newSingleThreadExecutor();
    Foundation foundation = Foundation.lay(config.log(), Safety.FULL, closing);
    closing.add("loop", loop::shutdownNow);
    closing.add("passwords", passwords);
    Node nodes =
        foundation.node(
            db.database(), db.ids(), VersionGate.of(() -> {}), config.cluster(), false, () -> {});
    node = nodes.id();
    core =
        new Core(
            new Core.Parts(
                foundation,
                foundation.platform(recorded, db.clock(), db.ids()),
                config,
                new Keys(
                    new byte[32], new byte[32], new byte[32], new byte[32], TestSigning.keys()),
                new ConnectedSessions(List.of(loop), SessionLimits.DEFAULT),
                nodes,
                storage,
                post,
                TestServer.PASSWORD_COST));
    access = core.access();
    delivery = core.delivery();
    register = core.register();
    open = core.opening();
    setUpLinks = core.setUpLinks();
    core.features().register(commands);
  }

  private Path files() {
    try {
      Path folder = Files.createTempDirectory("drawbridge-files-");
      closing.add("files", () -> delete(folder));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileStorage storage() {
    try {
      return FolderStorage.open(files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerConfig config(Map<ConfigKey, String> settings) {
    Map<ConfigKey, String> flags = new EnumMap<>(ConfigKey.class);
    flags.put(ConfigKey.PUBLIC_URL, "https://chat.example");
    flags.put(ConfigKey.LANES, "3");
    flags.put(ConfigKey.CANARY, "0s");
    flags.put(ConfigKey.INVITATIONS_PER_INVITER, "1000");
    flags.put(ConfigKey.INVITATIONS_PER_BOT, "0");
    flags.put(ConfigKey.INVITATIONS_PER_CONVERSATION, "1000");
    flags.put(ConfigKey.INVITATIONS_PER_WORKSPACE, "1000");
    flags.put(ConfigKey.INVITATIONS_PER_NEW_WORKSPACE, "1000");
    flags.put(ConfigKey.INVITATIONS_PER_ADDRESS, "10");
    flags.put(ConfigKey.INVITATIONS_PER_ADDRESS_OVERALL, "20");
    flags.putAll(settings);
    return ServerConfig.load(Optional.empty(), Map.of(), flags);
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
    return core.mailWorker(node);
  }

  /** Lets the mail worker run; until then mails wait in the outbox. */
  public TestHouse withMails() {
    ExitWorker<Letter> mails = core.mailWorker(node);
    closing.add("mails", mails);
    mails.start();
    return this;
  }

  /** Lets the workers of the features' exits run; until then their rows wait in the outbox. */
  public TestHouse withExits() {
    core.features().sendings().stream()
        .flatMap(it -> it.workers(core.platform(), node).stream())
        .forEach(worker -> {
          closing.add("exits", worker);
          worker.start();
        });
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
    return TestSteps.clientId();
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
  public <C extends Command<R>, R extends Result> R tell(ClientAddress from, C command) {
    return commands.tell(from, command);
  }

  /** Runs a command for a caller, through the egress gate; failures are thrown. */
  public <C extends Command<R>, R extends Result> R tell(Caller caller, C command) {
    return commands.tell(access, caller, command);
  }

  @Override
  public void close() {
    closing.run();
    db.close();
  }
}
