package io.drawbridge.server;

import io.drawbridge.server.access.Access;
import io.drawbridge.server.assembly.Addresses;
import io.drawbridge.server.assembly.Closing;
import io.drawbridge.server.assembly.DatabasePart;
import io.drawbridge.server.assembly.DeliveryPart;
import io.drawbridge.server.assembly.EdgePart;
import io.drawbridge.server.assembly.FeaturesPart;
import io.drawbridge.server.assembly.Foundation;
import io.drawbridge.server.assembly.IdentityPart;
import io.drawbridge.server.assembly.MailPart;
import io.drawbridge.server.assembly.SessionPart;
import io.drawbridge.server.assembly.StartTrouble;
import io.drawbridge.server.cluster.Nodes;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.conversation.ConversationViewStore;
import io.drawbridge.server.db.embedded.Folders;
import io.drawbridge.server.delivery.Delivery;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.dispatch.CommandTable;
import io.drawbridge.server.edge.Edge;
import io.drawbridge.server.exit.Exits;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.workspace.SetUpLinks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The composition root: makes every part in the order of the imports (database, access, session,
 * delivery, features, dispatch, edge), and stops them in the opposite order. Holds no logic.
 */
public final class Server implements AutoCloseable {
  /** The exit code of a process that cannot continue. */
  public static final int EXIT_TROUBLE = 1;

  private static final Duration TEND_EVERY = Duration.ofSeconds(5);

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
    return start(config, true, closing, Server::end);
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
   * @param durable false accepts a database without fsync, for tests
   * @param closing stops what has been started so far, at any time
   * @param end runs when another process has taken over the database, or its own is beyond help
   */
  static Server start(ServerConfig config, boolean durable, Closing closing, Runnable end) {
    Foundation foundation = Foundation.lay(config.log(), closing);
    try {
      Folders.ownData(config.dataFolder());
      if (!Files.isWritable(config.dataFolder())) {
        throw new AccessDeniedException("no right to write");
      }
      config.tls().ifPresent(EdgePart::check);
      return assemble(Addresses.resolved(config), durable, foundation, end);
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
      ServerConfig config, boolean durable, Foundation foundation, Runnable end) {
    DatabasePart db = DatabasePart.start(config, durable, foundation, end);
    Access access = Access.create(db.database, db.clock);
    foundation.every(TEND_EVERY, "tending views", access::tend);
    SessionPart session = SessionPart.start(config, foundation, db, access);
    Nodes nodes = DeliveryPart.node(foundation, db, end);
    Exits exits = new Exits(db.database);
    IdentityPart identity = IdentityPart.create(config, foundation, db, exits, nodes);
    ConversationViewStore views = new ConversationViewStore(db.database);
    Delivery delivery =
        DeliveryPart.start(
            config, foundation, db, access, session, identity.register, views, exits, nodes);
    RequestKeys keys = new RequestKeys(foundation.codec);
    CommandTable commands = new CommandTable();
    Invitations invitations = identity.register(commands, access, delivery, views);
    new FeaturesPart(foundation, db, access, session, delivery, views, keys, config.quotas())
        .register(commands, invitations);
    commands.complete();
    Edge edge = EdgePart.start(config, foundation, access, session, identity.register, commands);
    return new Server(config, foundation, edge, identity.setUpLinks().forNewServer());
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
