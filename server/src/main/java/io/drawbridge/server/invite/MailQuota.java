package io.drawbridge.server.invite;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.MailQuotas;
import io.drawbridge.server.mail.Slot;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;

/**
 * Bounds the mails that leave on somebody's word, in a sliding day: of one inviter, into one
 * conversation, from one workspace, from one workspace to one address; and to one address from
 * everybody. Nobody learns of the last: the mail waits, and the answer is the usual one. Counted in
 * the database, so for all nodes together, and exactly, however many try at once: under locks of
 * the inviter, the home and the address. Thread-safe.
 */
public final class MailQuota {
  private static final Duration TRY_AGAIN = Duration.ofMillis(5);
  private static final int TRIES = 60;
  private static final int BATCH = 1_000;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final MailQuotas quotas;
  private final Ids ids;
  private final SecurityLog security;
  private final MailQuotaStore store = new MailQuotaStore();

  public MailQuota(MailQuotas quotas, Ids ids, SecurityLog security) {
    this.quotas = quotas;
    this.ids = ids;
    this.security = security;
  }

  /**
   * The mail wanted.
   *
   * @param inviter on whose word it leaves
   * @param home the domain it invites into
   * @param conversation absent where it invites into the whole workspace
   */
  public record Asked(
      AccountId inviter, DomainId home, Optional<ConversationId> conversation, EmailAddress to) {}

  /** The purposes of mails; each is counted apart. */
  enum Sort {
    INVITATION,
    ADDITION;

    String stored() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The result of a request for a mail. */
  private sealed interface Outcome {}

  private record Granted(Slot slot) implements Outcome {}

  /** A quota that is used up; {@code until} is absent if there never is any room. */
  private record Refusal(String setting, int max, Optional<Instant> until) implements Outcome {
    String text() {
      String next =
          until
              .map(at -> ", the next at " + at.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
              .orElse("");
      return "invitations in 24 hours: %d (%s: %d%s)".formatted(max, setting, max, next);
    }
  }

  /**
   * Takes one invitation of the day, in the caller's transaction.
   *
   * <p>Locks are tried, never waited for: two membership lanes that each hold one address and want
   * the other's would wait for ever.
   *
   * @throws Failure {@code limit_reached}, with the quota, its number and when there is room again;
   *     {@code busy} if others invite the address all the time
   */
  public Slot take(Handle handle, Asked asked) {
    return switch (spend(handle, Sort.INVITATION, asked)) {
      case Granted granted -> granted.slot();
      case Refusal refusal -> throw refused(asked, refusal);
    };
  }

  /**
   * Takes one of the day's mails about additions by name, in the caller's transaction. Empty if a
   * quota is used up: then the addition stands without a mail.
   *
   * @throws Failure {@code busy} if others add the owner of the address all the time
   */
  Optional<Slot> takeForAddition(Handle handle, Asked asked) {
    return switch (spend(handle, Sort.ADDITION, asked)) {
      case Granted granted -> Optional.of(granted.slot());
      case Refusal _ -> Optional.empty();
    };
  }

  private Outcome spend(Handle handle, Sort sort, Asked asked) {
    lock(handle, asked);
    MailQuotaStore.Full full = store.full(handle, sort, asked, quotas);
    Optional<Refusal> refusal = refusal(full);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    store.insert(handle, ids.next(), sort, asked, full.overall());
    return new Granted(new Slot(asked.home().value(), full.overall()));
  }

  private void lock(Handle handle, Asked asked) {
    List<String> keys =
        List.of(
            "home " + asked.home().value(),
            "inviter " + asked.inviter().value(),
            "address " + asked.to().counted());
    for (int tries = 1; !store.tryLock(handle, keys); tries++) {
      if (tries == TRIES) {
        throw Failure.busy("others invite this address, or from here, right now", RETRY);
      }
      LockSupport.parkNanos(TRY_AGAIN.toNanos());
    }
  }

  private Optional<Refusal> refusal(MailQuotaStore.Full full) {
    String inviter = full.bot() ? "limit.invitations_per_bot" : "limit.invitations_per_inviter";
    int inviterMax = full.bot() ? quotas.perBot() : quotas.perInviter();
    if (inviterMax == 0) {
      return Optional.of(new Refusal(inviter, 0, Optional.empty()));
    }
    String home =
        full.fresh() ? "limit.invitations_per_new_workspace" : "limit.invitations_per_workspace";
    int homeMax = full.fresh() ? quotas.perNewWorkspace() : quotas.perWorkspace();
    return of(inviter, inviterMax, full.inviter())
        .or(() ->
            of("limit.invitations_per_conversation", quotas.perConversation(), full.conversation()))
        .or(() -> of(home, homeMax, full.home()))
        .or(() -> of("limit.invitations_per_address", quotas.perAddress(), full.address()));
  }

  private static Optional<Refusal> of(String setting, int max, Optional<Instant> until) {
    return until.map(at -> new Refusal(setting, max, Optional.of(at)));
  }

  private Failure refused(Asked asked, Refusal refusal) {
    security.record(
        SecurityEvent.RATE_REFUSED,
        SecurityLog.Fact.by(asked.inviter()),
        SecurityLog.Fact.reason(refusal.setting()));
    return Failure.of(ErrorCode.LIMIT_REACHED, refusal.text());
  }

  /** Forgets what no longer counts, in small transactions; called now and then. Blocks. */
  public void forgetOld(Database database) {
    int forgotten;
    do {
      forgotten = database.write(handle -> store.deleteOld(handle, BATCH));
    } while (forgotten > 0);
  }
}
