package io.drawbridge.server.assembly;

import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.account.AccountCommands;
import io.drawbridge.server.account.SweepCredentials;
import io.drawbridge.server.account.credential.AccessTokenKey;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.CredentialNotices;
import io.drawbridge.server.account.credential.DeviceProofs;
import io.drawbridge.server.account.credential.JwtTokens;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.account.credential.Passwords;
import io.drawbridge.server.account.credential.PurposeKey;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.account.link.SignInByLink;
import io.drawbridge.server.account.session.OpenSession;
import io.drawbridge.server.account.session.SessionRegister;
import io.drawbridge.server.account.session.SessionStore;
import io.drawbridge.server.bot.BotCommands;
import io.drawbridge.server.bot.BotEnding;
import io.drawbridge.server.cluster.Nodes;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.conversation.ConversationViewStore;
import io.drawbridge.server.conversation.DmOfAddress;
import io.drawbridge.server.delivery.Delivery;
import io.drawbridge.server.exit.Exits;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.invite.Additions;
import io.drawbridge.server.invite.InvitationCommands;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.invite.MailQuota;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.MailExit;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.MailOutbox;
import io.drawbridge.server.mail.MailStops;
import io.drawbridge.server.mail.MailedLinks;
import io.drawbridge.server.mail.StopTokens;
import io.drawbridge.server.workspace.SetUpLinks;
import io.drawbridge.server.workspace.WorkspaceCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The parts that settle who somebody is: accounts, sessions, passwords, one-time links, invitations
 * and their mails.
 */
public final class IdentityPart {
  private static final String TOKEN_ISSUER = "drawbridge";
  private static final Duration TIDY_EVERY = Duration.ofMinutes(1);
  private static final Duration SWEEP_EVERY = Duration.ofHours(1);

  public final SessionRegister register;
  private final ServerConfig config;
  private final Foundation foundation;
  private final DatabasePart db;
  private final Exits exits;
  private final Nodes nodes;
  private final SecureRandom random = new SecureRandom();
  private final SessionStore sessions = new SessionStore();
  private final AccountStore accounts = new AccountStore();
  private final OneTimeTokenStore tokens = new OneTimeTokenStore();
  private final Map<LinkKind, LinkUse> links = new EnumMap<>(LinkKind.class);
  private final Map<MailKind, LetterSource> letters = new EnumMap<>(MailKind.class);
  private final Keys keys;
  private final JwtTokens jwt;
  private final DeviceProofs proofs;
  private final CredentialNotices notices;
  private final Outbox mails;
  private final MailOutbox outbox;
  private final Additions additions;
  private final MailQuota quota;
  private final MailStops stops;
  private final Letters texts;
  private final Passwords passwords = new Passwords();

  /** The keys kept in the data folder, each for its own purpose. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares keys
  private record Keys(byte[] accessTokens, byte[] apiTokens, byte[] mailStops) {}

  private IdentityPart(
      ServerConfig config,
      Foundation foundation,
      DatabasePart db,
      Exits exits,
      Nodes nodes,
      Keys keys) {
    this.config = config;
    this.foundation = foundation;
    this.db = db;
    this.exits = exits;
    this.nodes = nodes;
    this.keys = keys;
    this.jwt =
        new JwtTokens(
            keys.accessTokens(),
            TOKEN_ISSUER,
            TOKEN_ISSUER,
            config.tokens().access(),
            db.clock,
            foundation.security);
    this.proofs = new DeviceProofs(keys.accessTokens(), random);
    this.stops = new MailStops(new StopTokens(keys.mailStops(), random));
    this.texts =
        new Letters(MailedLinks.of(Addresses.shown(config)), config.mail().locale(), stops);
    this.mails = new Outbox(MailExit.NAME, db.database, db.ids);
    this.outbox = new MailOutbox(mails);
    this.notices = new CredentialNotices(db.ids, accounts, outbox, texts, foundation.security);
    this.quota = new MailQuota(config.mail().quotas(), db.ids, foundation.security);
    this.additions = new Additions(outbox, quota, texts);
    this.register = new SessionRegister(jwt, db.database, db.clock, sessions);
  }

  public static IdentityPart create(
      ServerConfig config, Foundation foundation, DatabasePart db, Exits exits, Nodes nodes) {
    IdentityPart identity =
        new IdentityPart(config, foundation, db, exits, nodes, keys(config.dataFolder()));
    foundation.closing.add("password threads", identity.passwords);
    foundation.every(TIDY_EVERY, "tidying sessions", identity.register::tidy);
    foundation.every(SWEEP_EVERY, "deleting old credentials", identity::sweep);
    return identity;
  }

  private void sweep() {
    new SweepCredentials(db.database, sessions, tokens).run();
    quota.forgetOld(db.database);
  }

  private static Keys keys(Path folder) {
    SecureRandom random = new SecureRandom();
    try {
      return new Keys(
          AccessTokenKey.readOrMake(folder.resolve("access-token.key"), random),
          AccessTokenKey.readOrMake(folder.resolve("api-token.key"), random),
          AccessTokenKey.readOrMake(folder.resolve("mail-stop.key"), random));
    } catch (IOException e) {
      throw new StartTrouble("the server's keys cannot be used: " + e.getMessage());
    }
  }

  /** The set-up links that the host's console prints. */
  public SetUpLinks setUpLinks() {
    return new SetUpLinks(db.database, random, MailedLinks.of(Addresses.shown(config)));
  }

  /** Registers the commands and starts the mail worker; returns what adds people by address. */
  public Invitations register(
      Commands commands, Access access, Delivery delivery, ConversationViewStore views) {
    SignInByLink signIn = new SignInByLink(db.database, accounts, tokens, texts);
    links.put(LinkKind.SIGN_IN, signIn);
    letters.put(MailKind.SIGN_IN, signIn);
    InvitationCommands invitations = invitations(access, delivery, views);
    invitations.register(commands);
    links.put(LinkKind.INVITATION, invitations.link());
    letters.put(MailKind.INVITATION, invitations.letters());
    letters.put(MailKind.ADDED, additions);
    letters.put(MailKind.CREDENTIAL_CHANGED, notices);
    OpenSession open =
        new OpenSession(
            db.database,
            delivery.changes(),
            db.ids,
            random,
            jwt,
            sessions,
            proofs,
            config.tokens().refresh(),
            config.tokens().session());
    BotEnding bots = new BotEnding(delivery.changes(), sessions);
    WorkspaceCommands workspaces =
        workspaces(access, delivery, open, invitations.invitations(), bots);
    workspaces.register(commands);
    links.put(LinkKind.SET_UP, workspaces.setUpLink());
    links.put(LinkKind.WORKSPACE_INVITATION, workspaces.invitationLink());
    letters.put(MailKind.WORKSPACE_INVITATION, workspaces.letters());
    new BotCommands(
            access.gate(),
            delivery.changes(),
            db.database,
            db.ids,
            keys.apiTokens(),
            bots,
            notices,
            foundation.security)
        .register(commands);
    // Last, when all links are known.
    accounts(access, delivery, open).register(commands);
    new MailPart(config, foundation, db, exits, nodes).start(mails, stops, letters);
    return invitations.invitations();
  }

  private InvitationCommands invitations(
      Access access, Delivery delivery, ConversationViewStore views) {
    return new InvitationCommands(
        access.gate(),
        access.conversations(),
        access.people(),
        db.database,
        db.ids,
        random,
        delivery.changes(),
        delivery.signals(),
        views,
        accounts,
        tokens,
        outbox,
        texts,
        quota,
        additions,
        stops,
        new DmOfAddress());
  }

  private AccountCommands accounts(Access access, Delivery delivery, OpenSession open) {
    return new AccountCommands(
        db.database,
        delivery.changes(),
        random,
        jwt,
        register,
        open,
        accounts,
        sessions,
        tokens,
        passwords,
        proofs,
        new PurposeKey(keys.accessTokens(), "drawbridge link source"),
        new PurposeKey(keys.accessTokens(), "drawbridge refresh token"),
        notices,
        foundation.security,
        access.people(),
        outbox,
        links,
        config.tokens().refresh());
  }

  private WorkspaceCommands workspaces(
      Access access, Delivery delivery, OpenSession open, Invitations invitations, BotEnding bots) {
    return new WorkspaceCommands(
        access.gate(),
        db.database,
        db.ids,
        random,
        delivery.changes(),
        delivery.signals(),
        accounts,
        tokens,
        passwords,
        open,
        invitations,
        bots,
        sessions,
        notices,
        foundation.security,
        outbox,
        texts,
        quota);
  }
}
