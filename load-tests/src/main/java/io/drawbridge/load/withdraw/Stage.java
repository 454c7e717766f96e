package io.drawbridge.load.withdraw;

import io.drawbridge.load.driver.EmbeddedDatabase;
import io.drawbridge.load.driver.FileDoor;
import io.drawbridge.load.driver.HttpDoor;
import io.drawbridge.load.driver.RawSocket;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.Result;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server with everybody whom it calls, and the steps that all ways share. Thread-safe. */
final class Stage implements AutoCloseable {
  private static final Pattern CONVERSATION = Pattern.compile("\"conversation\":\"(c_[0-9a-z]+)\"");
  private static final String GATEWAY_SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
  private static final String NOTHING = "";
  private static final int LOOK_AGAIN_MS = 50;
  private static final int DONE_SECONDS_MAX = 120;

  private final FrameCodec codec = new FrameCodec();
  private final Callee services;
  private final Callee gateway;
  private final Callee pages;
  private final Testbed testbed;
  private final FileDoor files = new FileDoor();

  /** For one thread at a time. */
  private final Connection database;

  private Stage(Callee services, Callee gateway, Callee pages, Testbed testbed)
      throws IOException, SQLException {
    this.services = services;
    this.gateway = gateway;
    this.pages = pages;
    this.testbed = testbed;
    this.database = EmbeddedDatabase.of(testbed.server()).connect();
  }

  /** Starts everybody. */
  static Stage open() throws IOException, InterruptedException, SQLException {
    Callee services = Callee.start(Callee.Call::path, _ -> NOTHING);
    Callee gateway = Callee.start(call -> conversation(call.body()), _ -> NOTHING);
    Callee pages = Callee.start(Callee.Call::path, call -> title(call.path()));
    try {
      Stage stage =
          new Stage(services, gateway, pages, Testbed.open(settings(gateway.url("/push"))));
      stage.tell(
          stage.testbed.workspace().owner(),
          new PolicyCommand.Set(
              stage.testbed.workspace().clientId(),
              Optional.of(stage.testbed.workspace().id()),
              Optional.empty(),
              stage.codec.read("{\"link_previews_external\":true}", PolicyValues.class),
              List.of()));
      return stage;
    } catch (IOException | InterruptedException | SQLException | RuntimeException failed) {
      List.of(services, gateway, pages).forEach(Callee::close);
      throw failed;
    }
  }

  private static Map<String, String> settings(String gateway) {
    return Map.of(
        "OUTBOUND_SCHEMES", "any",
        "OUTBOUND_ALLOWED", "127.0.0.0/8",
        "PREVIEWS", "on",
        "PREVIEWS_ALLOWED", "127.0.0.1",
        "PUSH_GATEWAY_URL", gateway,
        "PUSH_GATEWAY_SECRET", GATEWAY_SECRET,
        "PUSH_HOLD", "0s");
  }

  /** The conversation that a text is about. */
  static String conversation(String text) {
    Matcher found = CONVERSATION.matcher(text);
    return found.find() ? found.group(1) : NOTHING;
  }

  /** What the page at a path says of itself. */
  static String title(String path) {
    return "<html><head><title>shown %s</title></head></html>".formatted(path);
  }

  Callee services() {
    return services;
  }

  Callee gateway() {
    return gateway;
  }

  Callee pages() {
    return pages;
  }

  Testbed testbed() {
    return testbed;
  }

  Workspace workspace() {
    return testbed.workspace();
  }

  HttpDoor door() {
    return testbed.door();
  }

  FileDoor files() {
    return files;
  }

  URI uri() {
    return testbed.server().uri();
  }

  FrameCodec codec() {
    return codec;
  }

  String ownerToken() {
    return workspace().owner().accessToken().value();
  }

  RawSocket socket() throws IOException {
    return RawSocket.to(uri());
  }

  <R extends Result> R tell(AccountResult.Tokens by, Command<R> command) {
    return door().call(by, command);
  }

  /** Makes an external in a group of their own; from another one they are never taken out. */
  Guest external(String name) {
    ConversationId anteroom = workspace().group("Anteroom of " + name);
    ConversationId group = workspace().group("Group of " + name);
    Guest guest = new Guest(workspace().externals(anteroom, name + "-", 1).getFirst(), group);
    add(guest, group);
    return guest;
  }

  /** Has a guest be in a conversation and see all of it. */
  void add(Guest guest, ConversationId conversation) {
    MemberCommand.Add plain = workspace().adding(conversation, guest.account());
    tell(
        workspace().owner(),
        new MemberCommand.Add(
            plain.clientId(),
            conversation,
            plain.person(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(HistoryWindow.everything()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** Has the owner say something. */
  void say(ConversationId conversation, String text) {
    tell(
        workspace().owner(),
        new MessageCommand.Send(workspace().clientId(), conversation, text, Optional.empty()));
  }

  /** Runs a statement in the server's database. */
  void execute(String sql) throws SQLException {
    synchronized (database) {
      try (Statement statement = database.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private long count(String query) throws SQLException {
    synchronized (database) {
      try (Statement statement = database.createStatement();
          ResultSet rows = statement.executeQuery(query)) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** Waits until a query answers this number. */
  void awaitCount(long expected, String query) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DONE_SECONDS_MAX);
    while (count(query) != expected) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not in %d s: %s".formatted(DONE_SECONDS_MAX, query));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
    }
  }

  /** Waits until nothing is left to be sent by an exit. */
  void awaitSent(String exit) throws SQLException, InterruptedException {
    awaitCount(
        0, "select count(*) from outbox where exit = '%s' and state <> 'dead'".formatted(exit));
  }

  /** A text of about this many characters that is full of a word. */
  static String full(String word, int chars) {
    char[] filler = new char[40];
    Arrays.fill(filler, 'x');
    return (word + " " + new String(filler) + " ")
        .repeat(Math.max(1, chars / (word.length() + 42)));
  }

  @Override
  public void close() throws SQLException {
    database.close();
    List.of(services, gateway, pages).forEach(Callee::close);
    files.close();
    testbed.close();
  }
}
