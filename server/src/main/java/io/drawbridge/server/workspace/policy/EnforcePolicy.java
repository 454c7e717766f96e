package io.drawbridge.server.workspace.policy;

import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.people.ExternalSelection.Grant;
import io.drawbridge.protocol.result.PolicyResult.PoliciesEnforced;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Memberships.Dated;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.access.breach.Breaches;
import io.drawbridge.server.access.breach.Breaches.Broken;
import io.drawbridge.server.access.breach.Breaches.Found;
import io.drawbridge.server.access.facts.Supposition;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.Breach;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.JoinedReceipt;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.session.outbox.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * {@code policy.enforce}: applies the policies in force to those who are in (N-10). It goes through
 * them part by part, in the order of the people's ids, so that nobody who writes waits for all of
 * it; each part judges under the lock. A repeated command goes on where the earlier one stopped.
 */
final class EnforcePolicy implements Handler<PolicyCommand.Enforce, PoliciesEnforced> {
  private static final int PART = 100;

  private final AccessGate gate;
  private final DatabaseClock clock;
  private final Changes changes;
  private final Breaches breaches = new Breaches();

  EnforcePolicy(AccessGate gate, DatabaseClock clock, Changes changes) {
    this.gate = gate;
    this.clock = clock;
    this.changes = changes;
  }

  /**
   * What one part did, as a repeated command is told again.
   *
   * @param last the last grant that it looked at
   */
  record Part(int ended, int dated, int excepted, Optional<Grant> last, boolean more)
      implements Changes.Part {
    Optional<Ended> end() {
      return last.map(it -> new Ended(it.conversation(), it.person()));
    }
  }

  @Override
  public CompletionStage<Answer<PoliciesEnforced>> handle(
      Caller caller, PolicyCommand.Enforce command) {
    Permit permit =
        command
            .conversation()
            .<Permit>map(conversation ->
                gate.manage(caller, conversation, Action.Manage.SET_POLICY, Optional.empty()))
            .orElseGet(() ->
                gate.workspace(
                    caller, command.workspace().orElseThrow(), WorkspaceAction.SET_POLICIES));
    return changes
        .inParts(
            permit,
            command,
            Part.class,
            (tx, before) -> enforce(tx, command, before.flatMap(Part::end)))
        .thenApply(parts -> Answer.own(answer(parts)));
  }

  private Part enforce(ChangeTransaction tx, PolicyCommand.Enforce command, Optional<Ended> after) {
    Found found =
        breaches.find(
            tx.handle(), tx.at().domain(), command.conversation(), Supposition.NONE, after, PART);
    List<Broken> out =
        found.broken().stream()
            .filter(it -> !it.why().ofDates() && command.inDays().isEmpty())
            .toList();
    end(tx, out);
    Optional<Instant> later = command.inDays().map(days -> clock.now().plus(Duration.ofDays(days)));
    List<Broken> left = found.broken().stream().filter(it -> !out.contains(it)).toList();
    confirm(tx, left);
    int dated = date(tx, left.stream().filter(it -> it.why() != Breach.CONFIRM).toList(), later);
    return new Part(
        out.size(),
        dated + (int) left.stream().filter(it -> it.why() == Breach.CONFIRM).count(),
        found.excepted(),
        found.last().map(it -> new Grant(it.person(), it.conversation())),
        found.more());
  }

  private static void end(ChangeTransaction tx, List<Broken> out) {
    if (!out.isEmpty()) {
      String reason = EndReason.REMOVED.name().toLowerCase(Locale.ROOT);
      List<Ended> links = out.stream().map(Broken::link).toList();
      tx.left(tx.memberships().removeAll(tx.at(), links, reason));
    }
  }

  /** Lets those wait for somebody who confirms them whom the policies want confirmed (N-12). */
  private static void confirm(ChangeTransaction tx, List<Broken> broken) {
    List<Ended> links = broken.stream().filter(Broken::unconfirmed).map(Broken::link).toList();
    if (!links.isEmpty()) {
      Dated done = tx.memberships().confirm(tx.at(), links);
      tx.restated(done.links());
    }
  }

  /** Sets the ends of those that are to end by the clock; none is put off by it. */
  private static int date(ChangeTransaction tx, List<Broken> broken, Optional<Instant> later) {
    Map<Instant, List<Ended>> ends =
        broken.stream()
            .filter(it -> it.until().filter(until -> !until.isAfter(end(it, later))).isEmpty())
            .collect(
                Collectors.groupingBy(
                    it -> end(it, later), Collectors.mapping(Broken::link, Collectors.toList())));
    int dated = 0;
    for (Map.Entry<Instant, List<Ended>> end : ends.entrySet()) {
      Dated done =
          tx.memberships()
              .date(
                  tx.at(),
                  end.getValue(),
                  Optional.of(end.getKey()),
                  Optional.empty(),
                  Optional.empty());
      tx.restated(done.links());
      dated += done.links().size();
    }
    return dated;
  }

  private static Instant end(Broken broken, Optional<Instant> later) {
    Optional<Instant> end = later.filter(_ -> broken.why() != Breach.TERM).or(broken::latest);
    return end.filter(it -> broken.latest().filter(it::isAfter).isEmpty())
        .or(broken::latest)
        .orElseThrow();
  }

  private static PoliciesEnforced answer(List<Changed<Part>> parts) {
    boolean narrowed = parts.stream().anyMatch(part -> part.receipt().isPresent());
    Optional<Receipt> receipt =
        narrowed ? Optional.of(JoinedReceipt.of(parts, true)) : Optional.empty();
    return new PoliciesEnforced(
        parts.stream().mapToInt(part -> part.value().ended()).sum(),
        parts.stream().mapToInt(part -> part.value().dated()).sum(),
        parts.stream().mapToInt(part -> part.value().excepted()).sum(),
        receipt);
  }
}
