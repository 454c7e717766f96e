package io.drawbridge.server;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.account.credential.PasswordCost;
import io.drawbridge.server.assembly.Closing;
import io.drawbridge.server.assembly.Safety;
import io.drawbridge.server.background.Jobs;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.demo.MailFiles;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The real server on free ports, on a database of its own, with mails as files. Starts in a
 * fraction of a second; several may run in one JVM.
 *
 * <pre>{@code
 * @AutoClose static final TestServer SERVER = TestServer.start();
 * }</pre>
 */
public final class TestServer implements AutoCloseable {
  private static final String PLENTY = "1000000, 1000000000, 1000000000, 1000000000000";

  public static final Secret PASSWORD = new Secret("correct horse battery");

  /**
   * A small fraction of what a real server spends: a third of the tests' processor time went there.
   */
  public static final PasswordCost PASSWORD_COST = new PasswordCost(64, 1);

  private final TestDatabase database;
  private final Path folder;
  private final Map<ConfigKey, String> flags;
  private final Duration pauseMax;
  private final Set<Secret> redeemed = new HashSet<>();
  private Server server;

  private TestServer(
      TestDatabase database, Path folder, Map<ConfigKey, String> flags, Duration pauseMax) {
    this.pauseMax = pauseMax;
    this.database = database;
    this.folder = folder;
    this.flags = flags;
    this.server = launch();
  }

  public static TestServer start() {
    return start(Map.of());
  }

  /** With some configuration of the test's own. */
  public static TestServer start(Map<ConfigKey, String> settings) {
    return start(settings, Jobs.ANY_PAUSE);
  }

  /** One that looks often for what can wait: for tests of what is told or swept after a while. */
  public static TestServer hurried(Map<ConfigKey, String> settings) {
    return start(settings, Duration.ofMillis(500));
  }

  private static TestServer start(Map<ConfigKey, String> settings, Duration pauseMax) {
    try {
      TestDatabase database = TestDatabase.create();
      Path folder = Files.createTempDirectory("drawbridge-server-");
      Map<ConfigKey, String> flags = new EnumMap<>(ConfigKey.class);
      flags.put(ConfigKey.HTTP_PORT, "0");
      flags.put(ConfigKey.MANAGEMENT_PORT, "0");
      flags.put(ConfigKey.HTTP_LOOPS, "2");
      flags.put(ConfigKey.DATA_FOLDER, folder.toString());
      flags.put(ConfigKey.DATABASE_URL, database.address().url().substring("jdbc:".length()));
      flags.put(ConfigKey.DATABASE_USER, database.address().user());
      flags.put(ConfigKey.DATABASE_PASSWORD, database.address().password());
      flags.put(ConfigKey.DATABASE_WRITERS, "8");
      flags.put(ConfigKey.DATABASE_READERS, "4");
      flags.put(ConfigKey.DRAIN, "0s");
      flags.put(ConfigKey.DRAIN_NOTICE, "0s");
      flags.put(ConfigKey.CANARY, "0s");
      flags.put(ConfigKey.RATE_COMMANDS, "10000");
      flags.put(ConfigKey.RATE_BURST, "10000");
      flags.put(ConfigKey.RATE_OPEN, "100000");
      flags.put(ConfigKey.INVITATIONS_PER_INVITER, "100000");
      flags.put(ConfigKey.INVITATIONS_PER_CONVERSATION, "100000");
      flags.put(ConfigKey.INVITATIONS_PER_NEW_WORKSPACE, "100000");
      flags.put(ConfigKey.QUOTA_MEMBER, PLENTY);
      flags.put(ConfigKey.QUOTA_EXTERNAL, PLENTY);
      flags.put(ConfigKey.QUOTA_CONVERSATION, PLENTY);
      flags.put(ConfigKey.QUOTA_WORKSPACE, PLENTY);
      flags.putAll(settings);
      return new TestServer(database, folder, flags, pauseMax);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Server launch() {
    return launch(flags);
  }

  private Server launch(Map<ConfigKey, String> flags) {
    return Server.start(
        ServerConfig.load(Optional.empty(), Map.of(), flags),
        new Safety(false, false, PASSWORD_COST, pauseMax),
        new Closing(),
        () -> {});
  }

  /** Stops the server and starts it again on the same database and folder, at another address. */
  public void restart() {
    server.close();
    server = launch();
  }

  /** Another node on the same database and folder, with these settings beside. */
  public Server beside(Map<ConfigKey, String> settings) {
    Map<ConfigKey, String> own = new EnumMap<>(flags);
    own.putAll(settings);
    return launch(own);
  }

  public Server server() {
    return server;
  }

  public URI url() {
    return server.url();
  }

  public TestDatabase database() {
    return database;
  }

  /** The answer of the management port. */
  HttpResponse<String> management(String path) throws IOException, InterruptedException {
    return management(server, path);
  }

  /** Returns whether a node of this database serves. */
  public static boolean isReady(Server node) throws IOException, InterruptedException {
    return management(node, "/health/ready").statusCode() == 200;
  }

  /** The answer of the management port of a node. */
  public static HttpResponse<String> management(Server server, String path)
      throws IOException, InterruptedException {
    int port = server.managementAddress().getPort();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    }
  }

  /** Commands without a token. */
  public TestHttpDoor nobody() {
    return new TestHttpDoor(url(), Optional.empty());
  }

  /** Sets the new server up; its owner. Once for a server. */
  public TestPerson setUp(String name) {
    AccountResult.Redeemed made =
        nobody()
            .call(
                new WorkspaceCommand.SetUp(
                    server.setUpLink().orElseThrow().token(),
                    "Northwind",
                    address(name),
                    name,
                    PASSWORD,
                    "test"));
    return new TestPerson(url(), address(name), made.tokens());
  }

  /** Waits for the next mail to the address and follows its link, with a name for a new account. */
  public TestPerson redeem(String name) {
    return redeem(name, address(name));
  }

  /** The same at any address. */
  public TestPerson redeem(String name, String email) {
    AccountResult.Redeemed redeemedNow =
        nobody()
            .call(
                new AccountCommand.Redeem(
                    awaitToken(email), Optional.of(name), Optional.of(PASSWORD), "test"));
    return new TestPerson(url(), email, redeemedNow.tokens());
  }

  /** Uses a claim code. */
  public TestPerson claim(Secret code, String name) {
    AccountResult.Redeemed redeemedNow =
        nobody().call(new InvitationCommand.Claim(code, Optional.of(name), "phone"));
    return new TestPerson(url(), "", redeemedNow.tokens());
  }

  /** Another session of this person. */
  public TestPerson signInAs(TestPerson person) {
    return new TestPerson(
        url(),
        person.email(),
        nobody().call(new AccountCommand.SignIn(person.email(), PASSWORD, "test")));
  }

  /** Another session of somebody who has a password. */
  public TestPerson signIn(String name) {
    return new TestPerson(
        url(),
        address(name),
        nobody().call(new AccountCommand.SignIn(address(name), PASSWORD, "test")));
  }

  /** Waits for the next mail to the address; the one-time token in it. */
  public synchronized Secret awaitToken(String email) {
    try {
      Secret token = mails().awaitToken(email, redeemed);
      redeemed.add(token);
      return token;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The mails to the address until now: subject and plain text. */
  public List<String> mailsTo(String email) {
    try (Stream<Path> files = Files.list(server.mailFolder())) {
      List<String> mails = new ArrayList<>();
      for (Path file : files.filter(it -> it.toString().endsWith(".eml")).toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), in);
          if (mail.getAllRecipients()[0].toString().equals(email)) {
            BodyPart plain = ((Multipart) mail.getContent()).getBodyPart(0);
            mails.add(mail.getSubject() + "\n" + plain.getContent());
          }
        }
      }
      return mails;
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  public MailFiles mails() {
    return new MailFiles(server.mailFolder());
  }

  /** The address that belongs to a name in these tests. */
  public static String address(String name) {
    return name.toLowerCase(Locale.ROOT) + "@example.com";
  }

  @Override
  public void close() {
    server.close();
    database.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
