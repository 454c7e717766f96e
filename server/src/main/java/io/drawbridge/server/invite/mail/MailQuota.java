package io.drawbridge.server.invite.mail;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.facts.QuotaRoom;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.Decision;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
  public sealed interface Outcome {}

  /** The mail may leave. */
  public record Granted(Slot slot) implements Outcome {}

  /** No mail leaves. */
  public sealed interface Refused extends Outcome {
    Failure failure();
  }

  /** What the mail is about may not be. */
  public record Barred(Failure failure) implements Refused {}

  /** A quota that is used up; {@code until} is absent if there never is any room. */
  public record Refusal(String setting, int max, Optional<Instant> until) implements Refused {
    @Override
    public Failure failure() {
      String next =
          until
              .map(at -> ", the next at " + at.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
              .orElse("");
      return Failure.of(
          ErrorCode.LIMIT_REACHED,
          "invitations in 24 hours: %d (%s: %d%s)".formatted(max, setting, max, next));
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
    return switch (takeAll(handle, List.of(asked), QuotaRoom.UNBOUNDED).getFirst()) {
      case Granted granted -> granted.slot();
      case Refused refused -> throw refused.failure();
    };
  }

  /**
   * The same for several addresses, by a number of statements that does not depend on how many they
   * are unless one is there twice as limits count it.
   *
   * @param asked of one inviter into one conversation
   * @param room of the quotas of externals; only those that may be mailed ask it, and who finds
   *     none is not mailed
   * @return one outcome for each, in their order
   * @throws Failure {@code busy} if others invite one of the addresses all the time
   */
  public List<Outcome> takeAll(Handle handle, List<Asked> asked, QuotaRoom room) {
    List<Outcome> outcomes = spend(handle, Sort.INVITATION, asked, room);
    for (int i = 0; i < asked.size(); i++) {
      noteRefusal(asked.get(i).inviter(), outcomes.subList(0, i), outcomes.get(i));
    }
    return outcomes;
  }

  /**
   * Takes one of the day's mails about additions by name, in the caller's transaction. Empty if a
   * quota is used up: then the addition stands without a mail.
   *
   * @throws Failure {@code busy} if others add the owner of the address all the time
   */
  Optional<Slot> takeForAddition(Handle handle, Asked asked) {
    List<Outcome> spent = spend(handle, Sort.ADDITION, List.of(asked), QuotaRoom.UNBOUNDED);
    return switch (spent.getFirst()) {
      case Granted granted -> Optional.of(granted.slot());
      case Refused _ -> Optional.empty();
    };
  }

  private List<Outcome> spend(Handle handle, Sort sort, List<Asked> asked, QuotaRoom room) {
    List<Outcome> outcomes = new ArrayList<>(asked.size());
    if (!asked.isEmpty()) {
      lock(handle, asked);
    }
    while (outcomes.size() < asked.size()) {
      List<Asked> rest = asked.subList(outcomes.size(), asked.size());
      outcomes.addAll(spendApart(handle, sort, rest.subList(0, apart(rest)), room));
    }
    return outcomes;
  }

  /** The number of them until an address comes again; that one is looked at when it is counted. */
  private static int apart(List<Asked> asked) {
    Set<String> seen = new HashSet<>();
    int count = 0;
    while (count < asked.size() && seen.add(asked.get(count).to().counted())) {
      count++;
    }
    return count;
  }

  private List<Outcome> spendApart(Handle handle, Sort sort, List<Asked> asked, QuotaRoom room) {
    MailQuotaStore.Used used = store.used(handle, sort, asked, quotas);
    List<Outcome> outcomes = new ArrayList<>(asked.size());
    List<MailQuotaStore.Row> rows = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Optional<Refusal> refusal = refusal(used, i, rows.size());
      if (refusal.isPresent()) {
        outcomes.add(refusal.get());
      } else if (room.take(asked.get(i).to().value()) instanceof Decision.Refused none) {
        outcomes.add(new Barred(none.failure()));
      } else {
        Slot slot = new Slot(asked.get(i).home().value(), used.overall(i));
        rows.add(new MailQuotaStore.Row(ids.next(), asked.get(i), slot.leaves()));
        outcomes.add(new Granted(slot));
      }
    }
    if (!rows.isEmpty()) {
      store.insert(handle, sort, rows);
    }
    return outcomes;
  }

  private void lock(Handle handle, List<Asked> asked) {
    Set<String> keys = new LinkedHashSet<>();
    for (Asked each : asked) {
      keys.add("home " + each.home().value());
      keys.add("inviter " + each.inviter().value());
      keys.add("address " + each.to().counted());
    }
    for (int tries = 1; !store.tryLock(handle, keys); tries++) {
      if (tries == TRIES) {
        throw Failure.busy("others invite this address, or from here, right now", RETRY);
      }
      LockSupport.parkNanos(TRY_AGAIN.toNanos());
    }
  }

  /** {@code more} were granted to others of the same request. */
  private Optional<Refusal> refusal(MailQuotaStore.Used used, int number, int more) {
    String inviter = used.bot() ? "limit.invitations_per_bot" : "limit.invitations_per_inviter";
    int inviterMax = used.bot() ? quotas.perBot() : quotas.perInviter();
    if (inviterMax == 0) {
      return Optional.of(new Refusal(inviter, 0, Optional.empty()));
    }
    String home =
        used.fresh() ? "limit.invitations_per_new_workspace" : "limit.invitations_per_workspace";
    int homeMax = used.fresh() ? quotas.perNewWorkspace() : quotas.perWorkspace();
    int conversationMax = quotas.perConversation();
    return of(inviter, inviterMax, used.inviter().full(inviterMax, more))
        .or(() ->
            of(
                "limit.invitations_per_conversation",
                conversationMax,
                used.conversation().full(conversationMax, more)))
        .or(() -> of(home, homeMax, used.home().full(homeMax, more)))
        .or(() -> of("limit.invitations_per_address", quotas.perAddress(), used.address(number)));
  }

  private static Optional<Refusal> of(String setting, int max, Optional<Instant> until) {
    return until.map(at -> new Refusal(setting, max, Optional.of(at)));
  }

  /** Notes it in the security log, once for each quota of a request. */
  private void noteRefusal(AccountId inviter, List<Outcome> before, Outcome outcome) {
    if (outcome instanceof Refusal refusal
        && before.stream()
            .noneMatch(
                it -> it instanceof Refusal same && same.setting().equals(refusal.setting()))) {
      security.record(
          SecurityEvent.RATE_REFUSED,
          SecurityLog.Fact.by(inviter),
          SecurityLog.Fact.reason(refusal.setting()));
    }
  }

  /** Forgets what no longer counts, in small transactions; called now and then. Blocks. */
  public void forgetOld(Database database) {
    int forgotten;
    do {
      forgotten = database.write(handle -> store.deleteOld(handle, BATCH));
    } while (forgotten > 0);
  }
}
