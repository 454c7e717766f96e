package io.drawbridge.server.demo;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.people.WorkspaceMember;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.WorkspaceResult;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.client.ServerClient;
import io.drawbridge.server.db.DatabaseCluster;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fills a new server with a small company and its guests: Ada and Ben, a bot; Olga from another
 * company, who is in one thread because Ada's mail invited her and she followed its link, and her
 * colleagues Maya, who has not followed hers, and Greta, a guest of the workspace who is in nothing
 * yet; Finn, a photographer, who is in a private group for a month, and Kim there, who came by a
 * code and has no address. Olga shares two files. Looks what is there first, so that a start that
 * was cut short is made good; once all is there, whatever people do with it is left alone.
 */
@LetsOut(Surface.DATA_FOLDER)
public final class Demo {
  /**
   * The password of everybody in the demo; the server listens on loopback unless told otherwise.
   */
  public static final String PASSWORD = "drawbridge-demo";

  public static final String ADA = "ada@northwind.example";
  public static final String BEN = "ben@northwind.example";
  public static final String OLGA = "olga@southpole.example";
  public static final String MAYA = "maya@southpole.example";
  public static final String GRETA = "greta@southpole.example";
  public static final String FINN = "finn@northlight.example";

  private static final String DEVICE = "demo";

  /** The file that says that everything was made. */
  private static final String FILLED = "demo.filled";

  private static final String SUBJECT = "Website relaunch";
  private static final String PHOTOS = "Photos";
  private static final String GRETAS = "Greta";
  private static final String KIM = "Kim";
  private static final Duration FINNS_STAY = Duration.ofDays(30);

  private final ServerClient nobody;
  private final MailFiles mails;

  private Demo(ServerClient nobody, MailFiles mails) {
    this.nobody = nobody;
    this.mails = mails;
  }

  /** Returns whether the database in the folder has got everything that a demo makes. */
  public static boolean isFilled(Path folder) {
    return Files.exists(folder.resolve(FILLED)) && Files.exists(DatabaseCluster.folder(folder));
  }

  /**
   * Makes what is missing, unless all was there once.
   *
   * @param folder where the server keeps its data
   * @param setUpToken of a server that has no workspace yet
   */
  public static void fill(URI server, Path folder, Path mailFolder, Optional<Secret> setUpToken)
      throws InterruptedException {
    Path filled = folder.resolve(FILLED);
    if (setUpToken.isEmpty() && Files.exists(filled)) {
      return;
    }
    fill(server, mailFolder, setUpToken);
    try {
      Files.write(filled, new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(URI server, Path mailFolder, Optional<Secret> setUpToken)
      throws InterruptedException {
    Demo demo = new Demo(ServerClient.of(server), new MailFiles(mailFolder));
    demo.fill(demo.nobody.as(demo.owner(setUpToken)));
  }

  private Secret owner(Optional<Secret> setUpToken) {
    AccountResult.Tokens tokens =
        setUpToken
            .map(token ->
                nobody
                    .call(
                        new WorkspaceCommand.SetUp(
                            token, "Northwind", ADA, "Ada", new Secret(PASSWORD), DEVICE))
                    .tokens())
            .orElseGet(() -> signIn(ADA));
    return tokens.accessToken();
  }

  private AccountResult.Tokens signIn(String email) {
    return nobody.call(new AccountCommand.SignIn(email, new Secret(PASSWORD), DEVICE));
  }

  private void fill(ServerClient ada) throws InterruptedException {
    WorkspaceId workspace = ada.call(new AccountCommand.Me()).workspaces().getFirst().workspace();
    AccountId ben = ben(ada, workspace);
    ConversationId group = group(ada, workspace, "General", Visibility.OPEN, ben);
    bot(ada, workspace, group);
    ConversationId thread = thread(ada, workspace, ben);
    guest(ada, thread);
    invite(ada, "demo-maya", thread, new Guest(MAYA, "Maya", "agency", Optional.empty()));
    DemoFiles.share(signedIn(OLGA), thread);
    visitor(ada, workspace);
    ConversationId photos = group(ada, workspace, PHOTOS, Visibility.PRIVATE, ben);
    photographer(ada, photos);
    withoutAddress(ada, workspace, photos);
  }

  /** Makes Greta a guest of the workspace, whom Ada finds by name and can bring in anywhere. */
  private void visitor(ServerClient ada, WorkspaceId workspace) throws InterruptedException {
    boolean there =
        ada
            .call(
                new ExternalCommand.ListExternals(
                    workspace,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
            .externals()
            .stream()
            .anyMatch(
                it -> it.person().isPresent() && it.name().filter(GRETAS::equals).isPresent());
    if (!there) {
      ada.call(
          new ExternalCommand.Invite(
              "demo-greta",
              workspace,
              GRETA,
              Optional.of(GRETAS),
              Optional.empty(),
              Optional.empty(),
              Optional.of("agency")));
      redeem(GRETA, GRETAS);
    }
  }

  /** Lets Kim in by a code that somebody is told: their account opens on one device alone. */
  private void withoutAddress(ServerClient ada, WorkspaceId workspace, ConversationId group) {
    if (people(ada, group).anyMatch(Person::unverified)) {
      return;
    }
    ada.call(
        new PolicyCommand.Set(
            "demo-codes",
            Optional.of(workspace),
            Optional.empty(),
            PolicyValues.NONE.flag(PolicyKey.EXTERNAL_WITHOUT_EMAIL, true),
            List.of()));
    Secret code =
        ada.call(
                new InvitationCommand.CreateCode(
                    "demo-code",
                    group,
                    Optional.of(KIM),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("model"),
                    Optional.empty(),
                    Optional.empty()))
            .code();
    ServerClient kim =
        nobody.as(
            nobody
                .call(new InvitationCommand.Claim(code, Optional.empty(), DEVICE))
                .tokens()
                .accessToken());
    say(kim, "demo-kim-hello", group, "I came by the code that Ada told me on the phone.");
  }

  private AccountId ben(ServerClient ada, WorkspaceId workspace) throws InterruptedException {
    Optional<AccountId> there = member(ada, workspace, "Ben");
    if (there.isPresent()) {
      return there.get();
    }
    ada.call(
        new WorkspaceCommand.Invite(
            "demo-invite-ben",
            workspace,
            BEN,
            WorkspaceRole.MEMBER,
            Optional.of("Welcome to Northwind!")));
    return redeem(BEN, "Ben").tokens().account();
  }

  private AccountResult.Redeemed redeem(String email, String name) throws InterruptedException {
    return nobody.call(
        new AccountCommand.Redeem(
            mails.awaitToken(email, Set.of()),
            Optional.of(name),
            Optional.of(new Secret(PASSWORD)),
            DEVICE));
  }

  private static Optional<AccountId> member(ServerClient ada, WorkspaceId workspace, String name) {
    return ada
        .call(new WorkspaceCommand.ListMembers(workspace, Optional.empty(), Optional.empty()))
        .members()
        .stream()
        .map(WorkspaceMember::person)
        .filter(person -> person.name().equals(name))
        .map(Person::id)
        .findFirst();
  }

  private static ConversationId group(
      ServerClient ada, WorkspaceId workspace, String name, Visibility visibility, AccountId ben) {
    Optional<ConversationId> there =
        ada
            .call(new GroupCommand.ListGroups(workspace, Optional.empty(), Optional.empty()))
            .conversations()
            .stream()
            .filter(view -> view.name().equals(name))
            .map(ConversationView::conversation)
            .findFirst();
    return there.orElseGet(() ->
        ada.call(
                new GroupCommand.Create(
                    "demo-group-" + name, workspace, name, visibility, List.of(ben)))
            .conversation()
            .id());
  }

  /** Makes a bot that greets once: its token is only shown when it is made, and not kept. */
  private void bot(ServerClient ada, WorkspaceId workspace, ConversationId group) {
    if (member(ada, workspace, "Porter").isPresent()) {
      return;
    }
    WorkspaceResult.BotCreated made =
        ada.call(new WorkspaceCommand.CreateBot("demo-bot", workspace, "Porter"));
    add(
        ada,
        new MemberCommand.Add(
            "demo-bot-add",
            group,
            Optional.of(made.account()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new HistoryWindow.FromNow()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    AccountResult.Tokens tokens =
        nobody.call(new AccountCommand.SignInBot(made.apiToken(), DEVICE));
    say(nobody.as(tokens.accessToken()), "demo-bot-hello", group, "Hello, I am **Porter**, a bot.");
  }

  private static ConversationId thread(ServerClient ada, WorkspaceId workspace, AccountId ben) {
    Optional<ConversationId> there =
        ada.call(new InboxCommand.ListInbox(Optional.empty(), Optional.empty())).entries().stream()
            .map(InboxEntry::conversation)
            .filter(view -> view.kind() == ConversationKind.THREAD)
            .filter(view -> view.name().equals(SUBJECT))
            .map(ConversationView::conversation)
            .findFirst();
    return there.orElseGet(() ->
        ada.call(
                new ThreadCommand.Create(
                    "demo-thread",
                    Optional.of(workspace),
                    SUBJECT,
                    List.of(ben),
                    List.of(),
                    Optional.of("The designs should be ready this week.")))
            .conversation()
            .id());
  }

  /** Brings Olga in, who sees the thread from her invitation on, and nothing else. */
  private void guest(ServerClient ada, ConversationId thread) throws InterruptedException {
    if (hasExternal(ada, thread)) {
      return;
    }
    say(signedIn(BEN), "demo-ben", thread, "Olga makes them. Ada, will you bring her in?");
    invite(ada, "demo-olga", thread, new Guest(OLGA, "Olga", "agency", Optional.empty()));
    ServerClient olga = nobody.as(redeem(OLGA, "Olga").tokens().accessToken());
    say(ada, "demo-ada", thread, "Welcome, Olga!");
    say(olga, "demo-olga-hello", thread, "Thank you. The first drafts come tomorrow.");
  }

  /** Brings Finn in for a while. */
  private void photographer(ServerClient ada, ConversationId group) throws InterruptedException {
    if (hasExternal(ada, group)) {
      return;
    }
    Instant end = Instant.now().plus(FINNS_STAY).truncatedTo(ChronoUnit.HOURS);
    invite(ada, "demo-finn", group, new Guest(FINN, "Finn", "freelancer", Optional.of(end)));
    ServerClient finn = nobody.as(redeem(FINN, "Finn").tokens().accessToken());
    say(finn, "demo-finn-hello", group, "I will be at your place on Monday with two cameras.");
  }

  private static boolean hasExternal(ServerClient ada, ConversationId conversation) {
    return people(ada, conversation).anyMatch(it -> it.external() && !it.unverified());
  }

  private static Stream<Person> people(ServerClient ada, ConversationId conversation) {
    return ada
        .call(new ConversationCommand.ShowRoster(conversation, Optional.empty(), Optional.empty()))
        .entries()
        .stream()
        .flatMap(entry -> entry.person().stream());
  }

  private ServerClient signedIn(String email) {
    return nobody.as(signIn(email).accessToken());
  }

  private record Guest(String email, String name, String relation, Optional<Instant> until) {}

  private static void invite(
      ServerClient by, String clientId, ConversationId conversation, Guest guest) {
    add(
        by,
        new MemberCommand.Add(
            clientId,
            conversation,
            Optional.empty(),
            Optional.of(guest.email()),
            Optional.empty(),
            Optional.of(guest.name()),
            Optional.of(new HistoryWindow.FromNow()),
            Optional.empty(),
            guest.until(),
            Optional.of(guest.relation()),
            Optional.empty(),
            Optional.empty()));
  }

  private static void add(ServerClient by, MemberCommand.Add addition) {
    try {
      by.call(addition);
    } catch (Failure e) {
      if (e.code() != ErrorCode.CONFLICT) {
        throw e;
      }
    }
  }

  private static void say(
      ServerClient who, String clientId, ConversationId conversation, String text) {
    who.call(new MessageCommand.Send(clientId, conversation, text, Optional.empty()));
  }
}
