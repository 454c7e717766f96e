package io.drawbridge.server.canary;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.canary.CanaryStore.Sight;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.db.Sha256;
import io.drawbridge.server.delivery.Delivery;
import io.drawbridge.server.delivery.append.NewMessage;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.audit.OwnAction;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Causes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.CanaryFinding;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Lets somebody made up into a conversation, says something, removes them, and says something more
 * as soon as the receipt is there; then asks what came to them at each node, this one too. Blocks;
 * on one thread. Ends with a failure if nothing can be found out.
 */
final class Round {
  /** The longest that a removal takes while all is well: the end of a lease, and half a second. */
  static final Duration REMOVAL_MAX = Duration.ofMillis(3_500);

  /** The longest wait for what was said, and for an answer or a receipt. */
  private static final Duration HEARD_MAX = Duration.ofSeconds(10);

  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

  /** More than a node takes to connect them again when it has the right to serve again. */
  private static final Duration SETTLED_AFTER = Duration.ofSeconds(5);

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration SAY_AGAIN = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Database database;
  private final AccessGate gate;
  private final Delivery delivery;
  private final String node;
  private final BooleanSupplier serves;
  private final Findings findings;
  private final Place place;
  private final long number;
  private final CanaryStore store = new CanaryStore();
  private int said;

  /**
   * @param node this one, which removes
   * @param serves whether it has the right to let something out
   * @param number of the round, later ones higher
   */
  Round(
      Database database,
      AccessGate gate,
      Delivery delivery,
      String node,
      BooleanSupplier serves,
      Findings findings,
      Place place,
      long number) {
    this.database = database;
    this.gate = gate;
    this.delivery = delivery;
    this.node = node;
    this.serves = serves;
    this.findings = findings;
    this.place = place;
    this.number = number;
  }

  void run() {
    Map<String, Long> eyes = database.query(store::eyes);
    if (!eyes.containsKey(node)) {
      findings.unable(node, "nobody is connected to it yet");
      return;
    }
    answered(
        change(tx -> {
          let(tx, place.member(), Opening.EVERYTHING);
          let(tx, place.external(), tx.memberships().fromNow(tx.at()));
        }));
    Set<String> heard = control(eyes.keySet());
    judgeDeaf(eyes, heard, "what was said before the removal did not come there");
    Optional<Duration> took = remove();
    if (took.isEmpty()) {
      String why = "there was no receipt within %d s".formatted(ANSWER_MAX.toSeconds());
      heard.forEach(each -> findings.failed(each, CanaryFinding.LATE, why));
      return;
    }
    findings.removed(took.get());
    say(Word.When.AFTER);
    say(Word.When.LAST);
    Map<String, Sight> seen = await(heard, Sight::ended);
    eyes.keySet().retainAll(heard);
    judgeDeaf(eyes, having(seen, Sight::ended), "what was said after it did not come there");
    seen.forEach((each, sight) -> {
      if (sight.leaked() || sight.ended()) {
        judge(each, sight, took.get());
      }
    });
  }

  private void let(ChangeTransaction tx, AccountId person, Opening opening) {
    tx.memberships().consented(tx.at(), place.conversation(), person);
    tx.memberships()
        .add(
            tx.at(),
            tx.memberships().admit(tx.at(), place.conversation(), person),
            new Terms(
                ConversationRole.MEMBER,
                opening,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  /** Removes the external; how long it took, from the request to the receipt. */
  private Optional<Duration> remove() {
    long start = System.nanoTime();
    return within(
            change(tx ->
                tx.memberships().remove(tx.at(), place.conversation(), place.external(), "canary")))
        .map(_ -> Duration.ofNanos(System.nanoTime() - start));
  }

  /** Says it until it has come to all, or it is too late. */
  private Set<String> control(Set<String> eyes) {
    long by = System.nanoTime() + HEARD_MAX.toNanos();
    long again = System.nanoTime();
    Set<String> heard = new HashSet<>();
    while (!heard.containsAll(eyes) && System.nanoTime() - by < 0) {
      if (System.nanoTime() - again >= 0) {
        say(Word.When.BEFORE);
        again = System.nanoTime() + SAY_AGAIN.toNanos();
      }
      look();
      heard.addAll(having(sights(), Sight::heard));
      heard.retainAll(eyes);
    }
    return heard;
  }

  private Map<String, Sight> await(Set<String> nodes, Predicate<Sight> what) {
    long by = System.nanoTime() + HEARD_MAX.toNanos();
    Map<String, Sight> seen = sights();
    while (!having(seen, what).containsAll(nodes) && System.nanoTime() - by < 0) {
      look();
      seen = sights();
    }
    return seen;
  }

  private Map<String, Sight> sights() {
    return database.query(handle -> store.sights(handle, number));
  }

  private static Set<String> having(Map<String, Sight> seen, Predicate<Sight> what) {
    return seen.entrySet().stream()
        .filter(each -> what.test(each.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * Judges the nodes at which nothing was heard. One that had no right to serve meanwhile hears
   * nothing, as it should: then both are connected to it no more, or again.
   */
  private void judgeDeaf(Map<String, Long> eyes, Set<String> heard, String why) {
    Set<String> missing = new HashSet<>(eyes.keySet());
    missing.removeAll(heard);
    long by = System.nanoTime() + SETTLED_AFTER.toNanos();
    while (!missing.isEmpty()) {
      Map<String, Long> there = database.query(store::eyes);
      for (String each : Set.copyOf(missing)) {
        if (!Objects.equals(there.get(each), eyes.get(each))) {
          findings.unable(each, "it had no right to serve meanwhile");
          missing.remove(each);
        } else if (System.nanoTime() - by > 0) {
          findings.failed(each, CanaryFinding.DEAF, why);
          missing.remove(each);
        }
      }
      if (!missing.isEmpty()) {
        look();
      }
    }
  }

  private void judge(String each, Sight sight, Duration took) {
    if (sight.leaked()) {
      findings.failed(
          each,
          CanaryFinding.LEAKED,
          "what was said after the receipt came to the one who was removed");
    } else if (took.compareTo(REMOVAL_MAX) > 0) {
      findings.failed(
          each,
          CanaryFinding.LATE,
          "the receipt came after %d ms (expected: %d or less)"
              .formatted(took.toMillis(), REMOVAL_MAX.toMillis()));
    } else {
      findings.passed(each);
    }
  }

  /** Changes who is there, unless the turn is over and another round may have begun. */
  private CompletionStage<?> change(Consumer<ChangeTransaction> change) {
    return delivery
        .membershipLanes()
        .submit(
            place.domain(),
            ChangeRequest.<Long>own(OwnAction.CANARY, place.member()),
            tx -> {
              if (!store.isLast(tx.at().handle(), number)) {
                throw Failure.unavailable("its turn was over", RETRY);
              }
              change.accept(tx);
              return number;
            });
  }

  private void say(Word.When when) {
    String text = new Word(number, when).text();
    said++;
    NewMessage message =
        new NewMessage(
            text,
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            // No client can have sent it: client ids have no spaces.
            new RequestKey(
                place.member(), "canary %d %d".formatted(number, said), Sha256.of(text)));
    Caller member = new Caller(place.member(), new SessionId(number));
    answered(
        delivery
            .writerLanes()
            .append(gate.post(member, place.conversation(), message.right()), message));
  }

  private void answered(CompletionStage<?> asked) {
    if (within(asked).isEmpty()) {
      throw Failure.unavailable("what it said or changed was not answered", RETRY);
    }
  }

  /** Waits for an answer; empty if there is none in time. */
  private <T> Optional<T> within(CompletionStage<T> asked) {
    CompletableFuture<T> answer = asked.toCompletableFuture();
    long by = System.nanoTime() + ANSWER_MAX.toNanos();
    while (System.nanoTime() - by < 0) {
      try {
        T got = answer.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        requireRight();
        return Optional.of(got);
      } catch (TimeoutException wait) {
        requireRight();
      } catch (InterruptedException stops) {
        throw Pause.cancelled();
      } catch (ExecutionException failed) {
        throw Causes.of(failed) instanceof RuntimeException cause
            ? cause
            : new CompletionException(failed);
      }
    }
    return Optional.empty();
  }

  private void look() {
    Pause.of(LOOK);
    requireRight();
  }

  /** What a node finds that has no right to serve means nothing. */
  private void requireRight() {
    if (!serves.getAsBoolean()) {
      throw Failure.unavailable("it had no right to serve meanwhile", RETRY);
    }
  }
}
