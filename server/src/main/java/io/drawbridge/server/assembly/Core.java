package io.drawbridge.server.assembly;

import io.drawbridge.server.access.Access;
import io.drawbridge.server.account.AccountCommands;
import io.drawbridge.server.account.credential.Credentials;
import io.drawbridge.server.account.credential.PasswordCost;
import io.drawbridge.server.account.session.OpenSession;
import io.drawbridge.server.account.session.SessionLifetimes;
import io.drawbridge.server.account.session.SessionRegister;
import io.drawbridge.server.account.session.SessionStore;
import io.drawbridge.server.audit.AuditCommands;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.canary.CanaryFeature;
import io.drawbridge.server.cluster.Fence;
import io.drawbridge.server.cluster.Node;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.conversation.ConversationViewStore;
import io.drawbridge.server.delivery.Delivery;
import io.drawbridge.server.delivery.append.LaneLimits;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.delivery.elsewhere.Relay;
import io.drawbridge.server.exit.ExitWorker;
import io.drawbridge.server.exit.Exits;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.exit.OutboxTasks;
import io.drawbridge.server.exit.Sending;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.feature.Features;
import io.drawbridge.server.file.FileTransfers;
import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.mail.BounceReferences;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.MailExit;
import io.drawbridge.server.mail.MailOutbox;
import io.drawbridge.server.mail.MailReaders;
import io.drawbridge.server.mail.MailStops;
import io.drawbridge.server.mail.MailedLinks;
import io.drawbridge.server.mail.Mails;
import io.drawbridge.server.mail.StopTokens;
import io.drawbridge.server.mail.bounce.BounceSource;
import io.drawbridge.server.mail.bounce.Bounces;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.mail.smtp.Mailer;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.quota.ContentQuota;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.workspace.SetUpLinks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A server without doors: access, delivery, every feature, and the mails. {@code Server} puts a
 * database below it and doors before it; tests take the same one and call it without sockets.
 */
public final class Core {
  private static final Duration TEND_EVERY = Duration.ofSeconds(5);
  private static final Duration READ_BOUNCES_EVERY = Duration.ofSeconds(30);
  private static final Duration FORGET_QUOTAS_EVERY = Duration.ofHours(6);

  private final Parts parts;
  private final Platform platform;
  private final Access access;
  private final PrivilegedReads reads;
  private final Outbox outbox;
  private final Mails mails;
  private final Credentials credentials;
  private final SessionRegister register;
  private final ConversationViewStore views;
  private final Exits exits;
  private final Delivery delivery;
  private final Optional<Relay> relay;
  private final ContentQuota quota;
  private final Features features = new Features();
  private final AccountCommands accounts;
  private final FileTransfers transfers;
  private final BounceReferences bounceReferences;
  private final MailExit mailExit;

  /**
   * The ground that it is made on.
   *
   * @param sessions who is connected
   * @param node this process among the nodes of its database
   * @param files where the bytes of files are
   * @param mailer how mails leave
   * @param passwords what hashing a password costs
   */
  public record Parts(
      Foundation foundation,
      Platform platform,
      ServerConfig config,
      Keys keys,
      ConnectedSessions sessions,
      Node node,
      FileStorage files,
      Mailer mailer,
      PasswordCost passwords) {}

  /** Makes it; nothing happens by the clock, and no mail leaves, before {@link #start}. */
  public Core(Parts parts) {
    ServerConfig config = parts.config();
    this.parts = parts;
    this.platform = parts.platform();
    this.access =
        Access.create(
            platform.database(), platform.clock(), parts.node()::serves, parts.node().alone());
    this.reads = new PrivilegedReads(platform.database(), platform.codec());
    this.outbox = new Outbox(MailExit.NAME, platform.database(), platform.ids());
    MailStops stops = new MailStops(new StopTokens(parts.keys().mailStops(), platform.random()));
    this.mails = new Mails(new MailOutbox(outbox), new Letters(links(), stops), stops);
    this.credentials =
        toStop(
            "password threads",
            Credentials.of(
                platform,
                parts.keys().accessTokens(),
                config.tokens().access(),
                parts.passwords(),
                mails));
    this.register =
        new SessionRegister(
            credentials.tokens(), platform.database(), platform.clock(), new SessionStore());
    this.views = new ConversationViewStore(platform.database());
    this.exits = new Exits(platform.database());
    this.delivery = toStop("lanes", startDelivery());
    parts.foundation().health.check("lanes", delivery::whyNotReady);
    this.relay = parts.node().alone() ? Optional.empty() : Optional.of(relay());
    this.quota = toStop("quotas", quota());
    // The first to be added is the last to stop: what the others still change goes into the chains.
    add(
        new AuditCommands(
            platform, access.gate(), reads, parts.keys().audit(), config.auditDays()));
    this.accounts = add(accounts());
    this.transfers =
        new FeatureList(
                new FeatureList.Ground(
                    parts, access, reads, views, delivery, quota, mails, credentials, accounts),
                features,
                this::add)
            .transfers();
    Duration canary = config.cluster().canary();
    if (canary.isPositive()) {
      add(
          new CanaryFeature(
              platform,
              access,
              delivery,
              parts.sessions(),
              parts.foundation().health,
              parts.node(),
              canary));
    }
    this.bounceReferences = new BounceReferences(parts.keys().bounces());
    this.mailExit =
        new MailExit(
            parts.mailer(),
            stops,
            new MailReaders(config.mail().reader()),
            bounceReferences,
            features.letters());
    exits.add(mailExit);
    features.sendings().forEach(it -> exits.add(it.exit()));
    features.listeners().forEach(parts.sessions()::listen);
  }

  private MailedLinks links() {
    return MailedLinks.of(Addresses.shown(parts.config()));
  }

  private Delivery startDelivery() {
    Fence fence =
        new Fence(
            platform.database(),
            parts.node(),
            parts.sessions(),
            register,
            platform.codec(),
            platform.metrics(),
            platform.threads());
    return Delivery.start(
        new Delivery.Parts(
            platform,
            access,
            access.conversations(),
            views,
            parts.sessions(),
            fence,
            LaneLimits.of(parts.config().lanes()),
            parts.foundation().timer,
            exits));
  }

  private Relay relay() {
    Relay made = new Relay(platform, parts.node(), parts.sessions(), delivery.signals());
    parts.sessions().join(made);
    parts.sessions().listen(made);
    return toStop("signals", made);
  }

  private ContentQuota quota() {
    return new ContentQuota(
        parts.config().quotas(),
        platform.database(),
        platform.clock(),
        System::nanoTime,
        platform.metrics());
  }

  private AccountCommands accounts() {
    ServerConfig.Tokens tokens = parts.config().tokens();
    return new AccountCommands(
        platform,
        delivery.changes(),
        access.people(),
        credentials,
        register,
        new SessionLifetimes(tokens.refresh(), tokens.session()),
        mails,
        features);
  }

  private <F extends Feature> F add(F feature) {
    features.add(feature);
    return toStop(feature.getClass().getSimpleName(), feature);
  }

  /** Notes that it is to be stopped with the server, before what was made earlier. */
  private <T extends AutoCloseable> T toStop(String name, T started) {
    parts.foundation().closing.add(name, started);
    return started;
  }

  /** Starts what happens by the clock, and the worker that sends mails. */
  public void start() {
    relay.ifPresent(it -> {
      it.start();
      delivery.serve(it);
    });
    toStop("mail worker", mailWorker(parts.node().id())).start();
    features.sendings().stream()
        .flatMap(it -> it.workers(platform, parts.node().id()).stream())
        .forEach(it -> toStop("exit worker", it).start());
    tasks().forEach(parts.foundation()::every);
    OutboxTasks.of(platform.database(), platform.metrics()).forEach(parts.foundation()::every);
    ServerConfig.Mail mail = parts.config().mail();
    mail.bounces()
        .source()
        .map(it -> new PeriodicTask("reading bounces", READ_BOUNCES_EVERY, bounces(it)))
        .ifPresent(parts.foundation()::every);
    features.tasks().forEach(parts.foundation()::every);
  }

  private List<PeriodicTask> tasks() {
    return List.of(
        new PeriodicTask("tending views", TEND_EVERY, access::tend),
        new PeriodicTask("quota counts", ContentQuota.FLUSH_EVERY, quota::flush),
        new PeriodicTask("old quota counts", FORGET_QUOTAS_EVERY, quota::forget));
  }

  /** A reader of what comes back there. */
  public Bounces bounces(BounceSource source) {
    return new Bounces(source, bounceReferences, mailExit::returned, platform.metrics());
  }

  /** A mail worker in the name of a node, which is not started yet. */
  public ExitWorker<Letter> mailWorker(String node) {
    return new Sending<>(outbox, mailExit, 1).workers(platform, node).getFirst();
  }

  /** The set-up links that the host's console prints. */
  public SetUpLinks setUpLinks() {
    return new SetUpLinks(platform.database(), platform.random(), links());
  }

  /** Returns whether no other node serves beside it. */
  boolean alone() {
    return parts.node().alone();
  }

  /** Has this run when an operator tells the node to send its clients off. */
  void whenToldToDrain(Runnable drain) {
    parts.node().whenToldToDrain(drain);
  }

  public Platform platform() {
    return platform;
  }

  public Access access() {
    return access;
  }

  public Mails mails() {
    return mails;
  }

  /** Knows whose access tokens are good, and which sessions live. */
  public SessionRegister register() {
    return register;
  }

  public Delivery delivery() {
    return delivery;
  }

  /** The ways of the bytes of files. */
  public FileTransfers transfers() {
    return transfers;
  }

  /** Opens sessions for those who have proved themselves. */
  public OpenSession opening() {
    return accounts.opening();
  }

  public Features features() {
    return features;
  }
}
