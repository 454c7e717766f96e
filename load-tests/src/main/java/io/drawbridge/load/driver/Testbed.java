package io.drawbridge.load.driver;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The base of every run: a server of its own, the sink for its mails, a door for setting up, and a
 * workspace. Thread-safe.
 */
public final class Testbed implements AutoCloseable {
  private final MailSink mails;
  private final ServerProcess server;
  private final HttpDoor door;
  private final Workspace workspace;

  private Testbed(MailSink mails, ServerProcess server, HttpDoor door, Workspace workspace) {
    this.mails = mails;
    this.server = server;
    this.door = door;
    this.workspace = workspace;
  }

  /** Starts a server that lifts the rates which a load driver on one address would exceed. */
  public static Testbed open() throws IOException, InterruptedException {
    return open(Map.of());
  }

  /**
   * The same with settings ({@code DRAWBRIDGE_*} without the prefix) that come before those.
   *
   * @throws IOException if the server does not become ready; nothing is left running then
   */
  public static Testbed open(Map<String, String> settings)
      throws IOException, InterruptedException {
    return open(settings, ServerProcess.HEAP);
  }

  /** The same with a heap, as {@code -Xmx} takes it. */
  public static Testbed open(Map<String, String> settings, String heap)
      throws IOException, InterruptedException {
    MailSink mails = MailSink.start();
    try {
      Map<String, String> all = unlimited(mails);
      all.putAll(settings);
      return on(mails, ServerProcess.start(all, heap));
    } catch (IOException | InterruptedException | RuntimeException failed) {
      mails.close();
      throw failed;
    }
  }

  private static Testbed on(MailSink mails, ServerProcess server) throws InterruptedException {
    HttpDoor door = new HttpDoor(server.uri());
    try {
      return new Testbed(mails, server, door, Workspace.make(server, door, mails));
    } catch (InterruptedException | RuntimeException failed) {
      door.close();
      server.close();
      throw failed;
    }
  }

  /** Mail to the sink, tokens that outlive the run, no rate limits in the way. */
  static Map<String, String> unlimited(MailSink mails) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("SMTP_URL", mails.url());
    settings.put("TOKEN_ACCESS", "24h");
    settings.put("RATE_COMMANDS", "100000");
    settings.put("RATE_BURST", "100000");
    settings.put("RATE_OPEN", "100000");
    settings.put("LIMIT_INVITATIONS_PER_INVITER", "100000");
    settings.put("LIMIT_INVITATIONS_PER_BOT", "100000");
    settings.put("LIMIT_INVITATIONS_PER_CONVERSATION", "100000");
    settings.put("LIMIT_INVITATIONS_PER_WORKSPACE", "1000000");
    settings.put("LIMIT_INVITATIONS_PER_NEW_WORKSPACE", "1000000");
    for (String scope : List.of("MEMBER", "EXTERNAL", "CONVERSATION", "WORKSPACE")) {
      settings.put("QUOTA_" + scope, "1000000000, 1000000000, 900000000000, 900000000000000");
    }
    settings.put("LIMIT_INVITATIONS_PER_ADDRESS", "1000");
    settings.put("LIMIT_INVITATIONS_PER_ADDRESS_OVERALL", "1000");
    settings.put("DRAIN", "0s");
    return settings;
  }

  public MailSink mails() {
    return mails;
  }

  public ServerProcess server() {
    return server;
  }

  public HttpDoor door() {
    return door;
  }

  public Workspace workspace() {
    return workspace;
  }

  @Override
  public void close() {
    door.close();
    server.close();
    mails.close();
  }
}
