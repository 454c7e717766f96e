package io.drawbridge.server;

import io.drawbridge.server.assembly.Addresses;
import io.drawbridge.server.assembly.Closing;
import io.drawbridge.server.assembly.Core;
import io.drawbridge.server.assembly.DatabasePart;
import io.drawbridge.server.assembly.EdgePart;
import io.drawbridge.server.assembly.FilePart;
import io.drawbridge.server.assembly.Foundation;
import io.drawbridge.server.assembly.Keys;
import io.drawbridge.server.assembly.MailPart;
import io.drawbridge.server.assembly.Safety;
import io.drawbridge.server.assembly.SessionPart;
import io.drawbridge.server.assembly.StartTrouble;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.db.embedded.Folders;
import io.drawbridge.server.dispatch.CommandTable;
import io.drawbridge.server.edge.Edge;
import io.drawbridge.server.workspace.SetUpLinks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The composition root: puts the database below the {@link Core} and the doors before it, and stops
 * everything in the opposite order. Holds no logic.
 */
public final class Server implements AutoCloseable {
  /** The exit code of a process that cannot continue. */
  public static final int EXIT_TROUBLE = 1;

  private final ServerConfig config;
  private final Foundation foundation;
  private final Edge edge;
  private final Optional<SetUpLinks.Link> setUpLink;

  private Server(
      ServerConfig config, Foundation foundation, Edge edge, Optional<SetUpLinks.Link> setUpLink) {
    this.config = config;
    this.foundation = foundation;
    this.edge = edge;
    this.setUpLink = setUpLink;
  }

  /**
   * Starts everything; when it returns the server answers. A failed start leaves nothing running.
   */
  public static Server start(ServerConfig config) {
    return start(config, new Closing());
  }

  /** The same; {@code closing} stops what has been started so far, at any time. */
  public static Server start(ServerConfig config, Closing closing) {
    return start(config, Safety.FULL, closing, Server::end);
  }

  /**
   * Ends the process at once. Either another process has the database, and anything this one still
   * does could contradict it; or the database is gone and cannot be had again.
   */
  private static void end() {
    Runtime.getRuntime().halt(EXIT_TROUBLE);
  }

  /**
   * Starts a server whose end the caller decides.
   *
   * @param safety less than all of it for tests alone
   * @param closing stops what has been started so far, at any time
   * @param end runs when another process has taken over the database, or its own is beyond help
   */
  static Server start(ServerConfig config, Safety safety, Closing closing, Runnable end) {
    Foundation foundation = Foundation.lay(config.log(), safety, closing);
    try {
      Folders.ownData(config.dataFolder());
      if (!Files.isWritable(config.dataFolder())) {
        throw new AccessDeniedException("no right to write");
      }
      config.tls().ifPresent(EdgePart::check);
      return assemble(Addresses.resolved(config), safety, foundation, end);
    } catch (IOException e) {
      closing.run();
      throw new StartTrouble(
          "data.folder: %s cannot be used: %s (expected: a folder that can be written)"
              .formatted(config.dataFolder(), e));
    } catch (RuntimeException e) {
      closing.run();
      throw e;
    }
  }

  private static Server assemble(
      ServerConfig config, Safety safety, Foundation foundation, Runnable end) {
    SessionPart session = SessionPart.start(config, foundation);
    DatabasePart db = DatabasePart.start(config, safety, foundation, end);
    Core core =
        new Core(
            new Core.Parts(
                foundation,
                foundation.platform(db.database, db.clock, db.ids),
                config,
                Keys.readOrMake(config.dataFolder(), foundation.random),
                session.sessions,
                db.node,
                FilePart.storage(config),
                MailPart.mailer(config, db.clock),
                safety.passwords()));
    CommandTable commands = new CommandTable();
    core.features().register(commands);
    commands.complete();
    core.start();
    Edge edge = EdgePart.start(config, foundation, core, session, commands);
    return new Server(config, foundation, edge, core.setUpLinks().forNewServer());
  }

  /** The URL at which programs on this machine reach the server; without a slash at the end. */
  public URI url() {
    return Addresses.local(config);
  }

  /** The URL at which people reach the server. */
  public URI shownUrl() {
    return Addresses.shown(config);
  }

  /** The address of health and metrics. */
  public InetSocketAddress managementAddress() {
    return edge.managementAddress();
  }

  /** The folder where mails become files, when no SMTP server is configured. */
  public Path mailFolder() {
    return MailPart.folder(config);
  }

  /** The link that makes the first workspace; present while there is none. */
  public Optional<SetUpLinks.Link> setUpLink() {
    return setUpLink;
  }

  /** Sends clients off, finishes what is under way, and stops. */
  @Override
  public void close() {
    foundation.closing.run();
  }
}
