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
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.platform.Platform;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Lets somebody made up into a conversation, says something, removes them, and says something more
 * as soon as the receipt is there; then asks what came to them at each node, this one too. Each
 * node does so in turn, so that every pair of them is tried: the one that removes, and the one
 * where the removed is connected. Blocks; on one thread.
 */
final class Canary {
  /** The longest that a removal takes while all is well: the end of a lease, and half a second. */
  static final Duration REMOVAL_MAX = Duration.ofMillis(3_500);

  /** The longest wait for what was said, and for a receipt that does not come. */
  private static final Duration HEARD_MAX = Duration.ofSeconds(10);

  private static final Duration RECEIPT_MAX = Duration.ofSeconds(20);

  /** More than a round can take: until then no other node has a turn. */
  private static final Duration TURN = Duration.ofSeconds(90);

  /** With less left of the turn nothing more is said: another round may have begun by then. */
  private static final Duration TURN_LEFT_MIN = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration TURN_LOOK = Duration.ofMillis(500);
  private static final Duration SAY_AGAIN = Duration.ofMillis(500);

  private final Platform platform;
  private final Database database;
  private final AccessGate gate;
  private final Delivery delivery;
  private final String node;
  private final BooleanSupplier serves;
  private final Duration every;
  private final Findings findings;
  private final CanaryStore store = new CanaryStore();

  Canary(
      Platform platform,
      AccessGate gate,
      Delivery delivery,
      String node,
      BooleanSupplier serves,
      Duration every,
      Findings findings) {
    this.platform = platform;
    this.database = platform.database();
    this.gate = gate;
    this.delivery = delivery;
    this.node = node;
    this.serves = serves;
    this.every = every;
    this.findings = findings;
  }

  /** Runs one round, when it is this node's turn. */
  void round(Place place) {
    findings.keep(database.query(store::nodes));
    if (!serves.getAsBoolean()) {
      findings.unable(node, "it has no right to serve");
      return;
    }
    OptionalLong turn = awaitTurn();
    if (turn.isEmpty()) {
      findings.unable(node, "it did not get its turn");
      return;
    }
    try {
      new Round(place, turn.getAsLong()).run();
    } catch (Failure failure) {
      findings.unable(node, failure.text());
    } catch (CompletionException failed) {
      findings.unable(node, "what it said or changed was not answered");
    } finally {
      database.query(handle -> {
        store.give(handle, node);
        return node;
      });
    }
  }

  private OptionalLong awaitTurn() {
    long by = System.nanoTime() + Math.max(every.toNanos(), TURN.toNanos());
    OptionalLong turn = take();
    while (turn.isEmpty() && System.nanoTime() - by < 0 && paused(TURN_LOOK)) {
      turn = take();
    }
    return turn;
  }

  private OptionalLong take() {
    return database.query(handle -> store.take(handle, node, TURN));
  }

  /** One round. */
  private final class Round {
    private final Place place;
    private final long number;
    private final long endNanos = System.nanoTime() + TURN.minus(TURN_LEFT_MIN).toNanos();
    private int said;

    Round(Place place, long number) {
      this.place = place;
      this.number = number;
    }

    void run() {
      Set<String> eyes = database.query(store::eyes);
      if (!eyes.contains(node)) {
        findings.unable(node, "nobody is connected to it yet");
        return;
      }
      change(tx -> {
        let(tx, place.member(), Opening.EVERYTHING);
        let(tx, place.external(), tx.memberships().fromNow(tx.at()));
      });
      Set<String> heard = control(eyes);
      judgeDeaf(eyes, heard, "what was said before the removal did not come there");
      long start = System.nanoTime();
      try {
        change(tx ->
            tx.memberships().remove(tx.at(), place.conversation(), place.external(), "canary"));
      } catch (CompletionException noReceipt) {
        String why = "there was no receipt within %d s".formatted(RECEIPT_MAX.toSeconds());
        heard.forEach(each -> findings.failed(each, Metrics.Canary.LATE, why));
        return;
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      platform.metrics().canaryRemoved(took.toNanos());
      if (System.nanoTime() - endNanos > 0) {
        findings.unable(node, "its turn was nearly over");
        return;
      }
      say(Word.When.AFTER);
      say(Word.When.LAST);
      Map<String, Sight> seen = await(heard, Sight::ended);
      judgeDeaf(heard, having(seen, Sight::ended), "what was said after it did not come there");
      seen.forEach((each, sight) -> {
        if (sight.ended()) {
          judge(each, sight, took);
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
        if (!paused(LOOK)) {
          return heard;
        }
        heard.addAll(having(sights(), Sight::heard));
        heard.retainAll(eyes);
      }
      return heard;
    }

    private Map<String, Sight> await(Set<String> nodes, Predicate<Sight> what) {
      long by = System.nanoTime() + HEARD_MAX.toNanos();
      Map<String, Sight> seen = sights();
      while (!having(seen, what).containsAll(nodes) && System.nanoTime() - by < 0 && paused(LOOK)) {
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

    /** A node that has no right to serve any more hears nothing, as it should. */
    private void judgeDeaf(Set<String> asked, Set<String> heard, String why) {
      Set<String> there = database.query(store::eyes);
      for (String each : asked) {
        if (!heard.contains(each)) {
          if (there.contains(each)) {
            findings.failed(each, Metrics.Canary.DEAF, why);
          } else {
            findings.unable(each, "it has no right to serve any more");
          }
        }
      }
    }

    private void judge(String each, Sight sight, Duration took) {
      if (sight.leaked()) {
        findings.failed(
            each,
            Metrics.Canary.LEAKED,
            "what was said after the receipt came to the one who was removed");
      } else if (took.compareTo(REMOVAL_MAX) > 0) {
        findings.failed(
            each,
            Metrics.Canary.LATE,
            "the receipt came after %d ms (expected: %d or less)"
                .formatted(took.toMillis(), REMOVAL_MAX.toMillis()));
      } else {
        findings.passed(each);
      }
    }

    private void change(Consumer<ChangeTransaction> change) {
      done(
          delivery
              .membershipLanes()
              .submit(
                  place.domain(),
                  ChangeRequest.<Long>own(OwnAction.CANARY, place.member()),
                  tx -> {
                    change.accept(tx);
                    return number;
                  }));
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
      done(
          delivery
              .writerLanes()
              .append(gate.post(member, place.conversation(), message.right()), message));
    }

    private static <T> T done(CompletionStage<T> stage) {
      try {
        return stage
            .toCompletableFuture()
            .orTimeout(RECEIPT_MAX.toMillis(), TimeUnit.MILLISECONDS)
            .join();
      } catch (CompletionException failed) {
        if (Causes.of(failed) instanceof Failure failure) {
          throw failure;
        }
        throw failed;
      }
    }
  }

  private static boolean paused(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
