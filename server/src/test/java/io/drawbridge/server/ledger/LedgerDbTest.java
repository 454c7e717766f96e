package io.drawbridge.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.LedgerCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.ledger.LedgerConversation;
import io.drawbridge.protocol.ledger.LedgerPath;
import io.drawbridge.protocol.ledger.LedgerReader;
import io.drawbridge.protocol.ledger.LedgerSpan;
import io.drawbridge.protocol.result.LedgerResult.MessageLedger;
import io.drawbridge.protocol.result.LedgerResult.PersonLedger;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.LinkSteps;
import io.drawbridge.server.access.ReferenceModel;
import io.drawbridge.server.access.ReferenceModel.Sent;
import io.drawbridge.server.access.Scene;
import io.drawbridge.server.access.Step;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.delivery.audit.Looker;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A random history of grants, groups on a thread, removals, additions again with windows, ends by
 * the clock, suspensions and messages goes through the real writer of links; then the ledger is
 * asked, page by page, and tells of random times what the reference model said then (N-4).
 */
final class LedgerDbTest {
  private static final int SEEDS = 5;
  private static final int STEPS = 60;
  private static final long LIFE_MICROS = 400_000;

  /** A step that might meet an end by the clock waits for that end first. */
  private static final long MARGIN_MICROS = 100_000;

  @AutoClose static final TestDatabase DB = TestDatabase.create();

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void ledgerTellsOfRandomTimesWhatTheModelSaidThen() {
    int shown = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      shown += new Run(seed).go();
    }
    assertThat(shown).as("messages that showed when they were asked about").isGreaterThan(100);
  }

  /** What was true of one person at a time. */
  private record Seen(Instant at, AccountId person, Sent message, boolean path, Set<Integer> by) {}

  private static final class Run {
    private final int seed;
    private final Random random;
    private final Access access = Access.create(DB.database(), DB.clock());
    private final Scene scene = new Scene(DB, access);
    private final WorkspaceId workspace = new WorkspaceId(scene.domain.value());
    private final ConversationId thread = scene.thread();
    private final List<ConversationId> groups =
        List.of(scene.group(Visibility.OPEN), scene.group(Visibility.SECRET));
    private final ConversationId lounge = scene.group(Visibility.OPEN);
    private final LinkSteps steps =
        new LinkSteps(access, thread, groups.toArray(ConversationId[]::new));
    private final Map<AccountId, ReferenceModel> models = new LinkedHashMap<>();
    private final Set<Long> untils = new HashSet<>();
    private final List<Seen> seen = new ArrayList<>();
    private final Ledger ledger =
        new Ledger(DB.database(), new PrivilegedReads(DB.database(), new FrameCodec()));

    Run(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
      for (String name : List.of("Xenia", "Yuri", "Zoe")) {
        AccountId person = scene.account(name);
        models.put(person, new ReferenceModel());
        scene.add(lounge, person, ConversationRole.MEMBER);
      }
    }

    int go() {
      for (int i = 0; i < STEPS && step(); i++) {
        note();
      }
      Map<Long, MessageLedger> asked = new HashMap<>();
      for (Seen then : seen) {
        check(then, asked);
      }
      return (int) seen.stream().filter(it -> !it.by().isEmpty()).count();
    }

    /** Does a step; false if the machine was so slow that an end by the clock fell into it. */
    private boolean step() {
      awaitEndsNearby();
      long now = clock();
      Step step = Step.random(random, now, 0, 0, LIFE_MICROS);
      AccountId person = List.copyOf(models.keySet()).get(random.nextInt(models.size()));
      if (step.kind() == Step.Kind.SEND) {
        send(step, now);
        return true;
      }
      boolean fresh = step.opening().equals(Opening.EVERYTHING) && random.nextBoolean();
      long before = clock();
      scene.change(at -> {
        Step done = fresh ? step.fromNow(at) : step;
        models.forEach((who, model) -> {
          if (who.equals(person) || isOfAll(step)) {
            model.apply(done, at.mark(), at.epoch(), at.mark());
          } else {
            model.tick(at.mark());
          }
        });
        return steps.apply(at, person, done);
      });
      long after = clock();
      if (step.untilMicros() != Floor.FOREVER && isGrant(step)) {
        untils.add(step.untilMicros());
      }
      return untils.stream().noneMatch(until -> until >= before && until <= after);
    }

    private static boolean isOfAll(Step step) {
      return step.kind() == Step.Kind.ADD_GROUP || step.kind() == Step.Kind.REMOVE_GROUP;
    }

    private static boolean isGrant(Step step) {
      return step.kind() == Step.Kind.ADD || step.kind() == Step.Kind.JOIN_GROUP;
    }

    /** The database's own: the marks are its. */
    private static long clock() {
      return DB.database()
          .query(handle ->
              handle
                  .createQuery("select (extract(epoch from clock_timestamp()) * 1000000)::bigint")
                  .mapTo(Long.class)
                  .one());
    }

    private void awaitEndsNearby() {
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> {
            long now = clock();
            return untils.stream().noneMatch(until -> until >= now && until < now + MARGIN_MICROS);
          });
    }

    private void send(Step step, long now) {
      long epoch = scene.epoch();
      long pos =
          DB.database()
              .write(handle ->
                  handle
                      .createQuery(
                          """
                          insert into message (conversation, pos, epoch, author, text, sent_at)
                          select :thread, t.pos, :epoch, :author, 'hush',
                            timestamptz 'epoch' + t.pos * interval '1 microsecond'
                          from (
                            select greatest(d.mark + 1,
                              (extract(epoch from clock_timestamp()) * 1000000)::bigint) as pos
                            from domain d where d.id = :domain) t
                          returning pos
                          """)
                      .bind("thread", thread.value())
                      .bind("epoch", epoch)
                      .bind("author", scene.owner.value())
                      .bind("domain", scene.domain.value())
                      .mapTo(Long.class)
                      .one());
      models
          .values()
          .forEach(model -> {
            model.apply(step, now, epoch, 0);
            model.sent(epoch, pos);
          });
    }

    /** Asks the models about a message at this very time; it may be between any two steps. */
    private void note() {
      long now = clock();
      models.forEach((person, model) -> {
        model.tick(now);
        if (!model.sent.isEmpty()) {
          Sent message = model.sent.get(random.nextInt(model.sent.size()));
          seen.add(new Seen(instant(now), person, message, model.hasPath(), model.ways(message)));
        }
      });
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> clock() > now);
    }

    private void check(Seen then, Map<Long, MessageLedger> asked) {
      MessageLedger told = asked.computeIfAbsent(then.message().pos(), this::ofMessage);
      Set<Integer> by = new HashSet<>();
      for (LedgerReader reader : told.readers()) {
        if (reader.person().id().equals(then.person())) {
          assertThat(reader.moreSpans()).isFalse();
          reader.spans().stream()
              .filter(span -> held(span, then.at()))
              .forEach(span -> by.add(number(span.path().group())));
        }
      }
      assertThat(by)
          .as("seed %d: by what it showed: %s in %s", seed, then, told)
          .isEqualTo(then.by());
      if (random.nextInt(3) > 0) {
        return;
      }
      Optional<LedgerConversation> saw =
          ofPerson(then).conversations().stream()
              .filter(it -> it.conversation().equals(thread))
              .findFirst();
      assertThat(saw.isPresent())
          .as("seed %d: they were in: %s", seed, then)
          .isEqualTo(then.path());
      Set<Integer> shows = new HashSet<>();
      for (LedgerPath path : saw.map(LedgerConversation::paths).orElse(List.of())) {
        if (path.showsFrom()
            .map(from -> from.isBefore(instant(then.message().pos())))
            .orElse(true)) {
          shows.add(number(path.path().group()));
        }
      }
      assertThat(shows).as("seed %d: what showed it: %s", seed, then).isEqualTo(then.by());
    }

    private static boolean held(LedgerSpan span, Instant at) {
      return !span.from().isAfter(at) && span.to().map(at::isBefore).orElse(true);
    }

    /** All pages, one person each, as one. */
    private MessageLedger ofMessage(long pos) {
      List<LedgerReader> readers = new ArrayList<>();
      Optional<String> after = Optional.empty();
      MessageLedger page;
      do {
        page =
            ledger
                .ofMessage(
                    Looker.OPERATOR,
                    new LedgerCommand.OfMessage(workspace, thread, pos, after, Optional.of(1)))
                .result();
        readers.addAll(page.readers());
        after = page.next();
      } while (after.isPresent());
      assertThat(readers).extracting(LedgerReader::person).doesNotHaveDuplicates();
      return new MessageLedger(page.message(), page.at(), readers, after);
    }

    private PersonLedger ofPerson(Seen then) {
      List<LedgerConversation> conversations = new ArrayList<>();
      Optional<String> after = Optional.empty();
      PersonLedger page;
      do {
        page =
            ledger
                .ofPerson(
                    Looker.OPERATOR,
                    new LedgerCommand.OfPerson(
                        workspace, then.person(), Optional.of(then.at()), after, Optional.of(1)))
                .result();
        conversations.addAll(page.conversations());
        after = page.next();
      } while (after.isPresent());
      assertThat(page.at()).isEqualTo(then.at());
      assertThat(conversations)
          .extracting(LedgerConversation::conversation)
          .doesNotHaveDuplicates();
      return new PersonLedger(
          page.person(), page.at(), page.member(), page.suspended(), conversations, after);
    }

    private int number(Optional<ConversationId> group) {
      return group.map(groups::indexOf).orElse(-1);
    }

    private static Instant instant(long micros) {
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
  }
}
