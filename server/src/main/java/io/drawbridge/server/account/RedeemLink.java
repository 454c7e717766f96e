package io.drawbridge.server.account;

import io.drawbridge.protocol.frame.AccountCommand;
import io.drawbridge.protocol.frame.AccountResult.Redeemed;
import io.drawbridge.protocol.frame.LinkKind;
import io.drawbridge.protocol.frame.Secret;
import io.drawbridge.protocol.frame.SessionEnd;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.MembershipLanes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.Answer;
import io.drawbridge.server.session.ClientAddress;
import io.drawbridge.server.session.OpenHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * Uses the link of a mail, once: does what it is for, and opens a session for the account it
 * proves. A password that comes along is set, which ends the sessions an existing account had.
 */
public final class RedeemLink implements OpenHandler<AccountCommand.Redeem, Redeemed> {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Database database;
  private final MembershipLanes lanes;
  private final AccountStore accounts;
  private final SessionStore sessions;
  private final OneTimeTokenStore tokens;
  private final Passwords passwords;
  private final OpenSession open;
  private final Map<LinkKind, LinkUse> uses;
  private final Set<OneTimeSecret> hashing = ConcurrentHashMap.newKeySet();

  public RedeemLink(
      Database database,
      MembershipLanes lanes,
      AccountStore accounts,
      SessionStore sessions,
      OneTimeTokenStore tokens,
      Passwords passwords,
      OpenSession open,
      Map<LinkKind, LinkUse> uses) {
    this.database = database;
    this.lanes = lanes;
    this.accounts = accounts;
    this.sessions = sessions;
    this.tokens = tokens;
    this.passwords = passwords;
    this.open = open;
    this.uses = Map.copyOf(uses);
  }

  @Override
  public CompletionStage<Answer<Redeemed>> handle(
      ClientAddress address, AccountCommand.Redeem command) {
    OneTimeSecret token = new OneTimeSecret(command.token().value());
    OneTimeTokenStore.Link link =
        database.query(handle -> tokens.find(handle, token)).orElseThrow(LinkUse::spent);
    LinkUse use = Optional.ofNullable(uses.get(link.kind())).orElseThrow(LinkUse::spent);
    Optional<String> hash =
        command.password().map(password -> hash(new Payer.OfSource(address), token, password));
    return use.use(token, link, new LinkUse.Redeemer(command.name(), hash))
        .thenCompose(used -> setPassword(used, hash))
        .thenCompose(used -> openSession(used, command.device()));
  }

  /** One at a time for a token, which is good once: its copies would only cost work. */
  private String hash(Payer payer, OneTimeSecret token, Secret password) {
    if (!hashing.add(token)) {
      throw Failure.busy("the link is being used", RETRY);
    }
    try {
      return passwords.hash(payer, password);
    } finally {
      hashing.remove(token);
    }
  }

  private CompletionStage<LinkUse.Used> setPassword(LinkUse.Used used, Optional<String> hash) {
    if (used.made() || hash.isEmpty()) {
      return CompletableFuture.completedStage(used);
    }
    return lanes
        .submitAccount(
            used.account(), used.account(), handle -> setPassword(handle, used, hash.get()))
        .thenApply(MembershipLanes.Changed::value);
  }

  private LinkUse.Used setPassword(Handle handle, LinkUse.Used used, String hash) {
    AccountStore.Account account =
        accounts
            .find(handle, used.account())
            .filter(found -> found.credentials() == used.credentials())
            .filter(found -> accounts.setPassword(handle, found, hash))
            .orElseThrow(LinkUse::spent);
    sessions.endAll(handle, account.id(), Optional.empty(), SessionEnd.REVOKED);
    return new LinkUse.Used(
        account.id(), account.credentials() + 1, false, used.conversation(), used.workspace());
  }

  private CompletionStage<Answer<Redeemed>> openSession(LinkUse.Used used, String device) {
    return open.open(
            new Proved(used.account(), used.credentials(), Proved.By.LINK, Optional.empty()),
            device)
        .thenApply(
            opened -> Answer.own(new Redeemed(opened, used.conversation(), used.workspace())));
  }
}
