package io.drawbridge.server.account.link;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.AccountResult.LinkShown;
import io.drawbridge.protocol.result.AccountResult.Redeemed;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.credential.OneTimeSecret;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.account.credential.Passwords;
import io.drawbridge.server.account.credential.Payer;
import io.drawbridge.server.account.credential.Proved;
import io.drawbridge.server.account.session.OpenSession;
import io.drawbridge.server.account.session.PasswordChange;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.observe.SecurityLog.Fact;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Uses the link of a mail, once: does what it is for, and opens a session for the account it
 * proves. A password that comes along is set; with a sign-in link, that is a reset.
 */
public final class RedeemLink implements OpenHandler<AccountCommand.Redeem, Redeemed> {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Database database;
  private final Changes changes;
  private final AccountStore accounts = new AccountStore();
  private final PasswordChange change;
  private final Passwords passwords;
  private final OpenSession open;
  private final SecurityLog security;
  private final LinkUses uses;
  private final SeatStore seats = new SeatStore();
  private final Set<OneTimeSecret> hashing = ConcurrentHashMap.newKeySet();

  public RedeemLink(
      Platform platform,
      Changes changes,
      Passwords passwords,
      PasswordChange change,
      OpenSession open,
      LinkUses uses) {
    this.database = platform.database();
    this.changes = changes;
    this.passwords = passwords;
    this.change = change;
    this.open = open;
    this.security = platform.security();
    this.uses = uses;
  }

  @Override
  public CompletionStage<Answer<Redeemed>> handle(
      ClientAddress address, AccountCommand.Redeem command) {
    HeldLink held = database.query(handle -> HeldLink.find(handle, uses, command.token()));
    OneTimeSecret token = held.token();
    OneTimeTokenStore.Link link = held.link();
    LinkUse use = held.use();
    Optional<String> hash =
        command
            .password()
            .map(password ->
                hash(new Payer.OfSource(address), token, password, about(use, link, command)));
    return use.use(token, link, new LinkUse.Redeemer(command.name(), hash))
        .thenCompose(used -> setPassword(used, hash))
        .thenCompose(used -> openSession(address, used, command.device()));
  }

  /** The words that a good password must not contain. */
  private List<String> about(
      LinkUse use, OneTimeTokenStore.Link link, AccountCommand.Redeem command) {
    return database.read(handle -> {
      Optional<AccountStore.Account> account =
          link.email().flatMap(email -> accounts.find(handle, email));
      if (account.isPresent()) {
        return seats.about(handle, account.get());
      }
      LinkShown shown = use.show(handle, link);
      return Stream.of(shown.email(), shown.title(), command.name())
          .flatMap(Optional::stream)
          .toList();
    });
  }

  /**
   * Hashes the password, one at a time for a token: the token is good once, so copies of the
   * request would only cost work.
   */
  private String hash(Payer payer, OneTimeSecret token, Secret password, List<String> about) {
    if (!hashing.add(token)) {
      throw Failure.busy("the link is being used", RETRY);
    }
    try {
      return passwords.hash(payer, password, about);
    } finally {
      hashing.remove(token);
    }
  }

  private CompletionStage<LinkUse.Used> setPassword(LinkUse.Used used, Optional<String> hash) {
    if (used.made() || hash.isEmpty()) {
      return CompletableFuture.completedStage(used);
    }
    record Reset(AccountStore.Account before, LinkUse.Used used) {}
    return changes
        .ofAccount(
            used.account(),
            ChangeRequest.<Reset>own(AccountCommand.Redeem.class, used.account()),
            tx -> {
              AccountStore.Account before = reset(tx, used, hash.get());
              return new Reset(before, reset(before, used));
            })
        .thenApply(changed -> {
          change.told(changed.value().before());
          return changed.value().used();
        });
  }

  private AccountStore.Account reset(AuditedTransaction tx, LinkUse.Used used, String hash) {
    return accounts
        .find(tx.handle(), used.account())
        .filter(found -> found.credentials() == used.credentials())
        .filter(found -> change.set(tx, found, hash, Optional.empty()))
        .orElseThrow(LinkUse::spent);
  }

  /** The proof after a reset: the link has proved the owner of the credentials that it has made. */
  private static LinkUse.Used reset(AccountStore.Account before, LinkUse.Used used) {
    return new LinkUse.Used(
        before.id(), before.credentials() + 1, false, used.conversation(), used.workspace());
  }

  private CompletionStage<Answer<Redeemed>> openSession(
      ClientAddress address, LinkUse.Used used, String device) {
    security.record(
        SecurityEvent.LINK_USED, Fact.account(used.account()), Fact.source(address.network()));
    return open.open(
            new Proved(used.account(), used.credentials(), Proved.By.LINK, Optional.empty()),
            device)
        .thenApply(
            opened -> Answer.own(new Redeemed(opened, used.conversation(), used.workspace())));
  }
}
