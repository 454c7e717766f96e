package io.drawbridge.server.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.StoredWorld;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.Memberships;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.TestPermits;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of links against a model of sets: for every asker the statements agree on who
 * reaches what (N-6), so that no door shows what another would not.
 */
final class PathsDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();
  private static final int STEPS = 120;

  private final Memberships memberships = Access.create(DB.database(), DB.clock()).memberships();
  private final StoredWorld world = new StoredWorld(DB);
  private final List<AccountId> people = new ArrayList<>();
  private final List<ConversationFacts> groups = new ArrayList<>();
  private final List<ConversationFacts> threads = new ArrayList<>();
  private final Map<ConversationId, Set<AccountId>> direct = new HashMap<>();
  private final Map<ConversationId, Set<ConversationId>> recipients = new HashMap<>();
  private final Map<ConversationId, Set<AccountId>> excluded = new HashMap<>();
  private final Set<AccountId> suspended = new HashSet<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyStatementKnowsTheSamePaths(long seed) {
    Random random = new Random(seed);
    AccountId owner = world.member("Owner", "owner");
    people.add(owner);
    // A workspace keeps an owner who is not suspended.
    world.member("Other owner", "owner");
    people.add(world.member("Ben", "member"));
    people.add(world.account("Eve"));
    people.add(world.account("Finn"));
    for (int i = 0; i < 2; i++) {
      groups.add(world.group("private", owner));
    }
    for (int i = 0; i < 3; i++) {
      threads.add(world.conversation(ConversationKind.THREAD, owner));
    }
    for (int step = 0; step < STEPS; step++) {
      if (random.nextInt(8) == 0) {
        passTheTimeOfAGroup(random, "seed %d, step %d, in between".formatted(seed, step));
      } else {
        change(random);
      }
      compare("seed %d, step %d".formatted(seed, step));
    }
  }

  private void change(Random random) {
    AccountId person = people.get(random.nextInt(people.size()));
    ConversationId group = pick(random, groups);
    ConversationId thread = pick(random, threads);
    ConversationId any = random.nextBoolean() ? group : thread;
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        act(at -> memberships.add(at, TestPermits.admission(any, person), terms()));
        set(direct, any).add(person);
      }
      case 2 -> {
        act(at -> memberships.remove(at, any, person, "removed"));
        set(direct, any).remove(person);
      }
      case 3 -> {
        act(at ->
            memberships.addGroup(
                at, TestPermits.groupAdmission(thread, group), Opening.EVERYTHING));
        set(recipients, thread).add(group);
      }
      case 4 -> {
        act(at -> memberships.removeGroup(at, thread, group, "removed"));
        set(recipients, thread).remove(group);
      }
      case 5 -> {
        act(at -> memberships.exclude(at, thread, person));
        set(excluded, thread).add(person);
      }
      case 6 -> {
        act(at -> memberships.liftExclusion(at, thread, person));
        set(excluded, thread).remove(person);
      }
      default -> {
        if (suspended.remove(person)) {
          act(at -> memberships.unsuspend(at, person));
        } else if (random.nextBoolean()) {
          act(at -> memberships.suspend(at, person, Optional.empty()));
          suspended.add(person);
        }
      }
    }
  }

  /** The clock ends the group's link to the thread, the log follows. */
  private void passTheTimeOfAGroup(Random random, String when) {
    ConversationId group = pick(random, groups);
    ConversationId thread = pick(random, threads);
    DB.execute(
        """
        update link set until = clock_timestamp() - interval '1 second'
        where kind = 'via' and grp = ? and conversation = ? and to_epoch is null
        """,
        group.value(),
        thread.value());
    set(recipients, thread).remove(group);
    compare(when);
    act(at -> memberships.removeGroup(at, thread, group, "expired"));
  }

  private void act(Consumer<At> change) {
    world.change(world.mark() + 10);
    DB.database()
        .write(handle -> {
          change.accept(
              new At(
                  handle,
                  world.domain(),
                  world.epoch(),
                  world.mark(),
                  people.getFirst(),
                  Optional.empty()));
          return true;
        });
  }

  /** The answers of each statement about one person and one conversation. */
  private record Told(AccountId person, ConversationId conversation, List<Boolean> answers) {}

  private void compare(String when) {
    for (Told told : told()) {
      assertThat(told.answers())
          .as("%s: %s", when, told)
          .containsOnly(reaches(told.person(), told.conversation()));
    }
  }

  private boolean reaches(AccountId person, ConversationId conversation) {
    boolean directly = set(direct, conversation).contains(person);
    boolean byGroup =
        !set(excluded, conversation).contains(person)
            && set(recipients, conversation).stream()
                .anyMatch(group -> set(direct, group).contains(person));
    return !suspended.contains(person) && (directly || byGroup);
  }

  private List<Told> told() {
    List<Long> conversations =
        Stream.concat(groups.stream(), threads.stream()).map(facts -> facts.id().value()).toList();
    return DB.database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    select p, c, array[
                      exists (select from floor_of(p, c)),
                      exists (select from paths_of(p) x where x.conversation = c),
                      exists (select from people_in(c) x where x.person = p),
                      exists (select from reach_of(p) x where x.conversation = c),
                      reaches(p, c)] as answers
                    from unnest(:people) as p cross join unnest(:conversations) as c
                    """)
                .bindArray("people", Long.class, people.stream().map(AccountId::value).toList())
                .bindArray("conversations", Long.class, conversations)
                .map((rows, context) ->
                    new Told(
                        new AccountId(rows.getLong("p")),
                        new ConversationId(rows.getLong("c")),
                        List.of((Boolean[]) rows.getArray("answers").getArray())))
                .list());
  }

  private static Terms terms() {
    return new Terms(
        ConversationRole.MEMBER,
        Opening.EVERYTHING,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ConversationId pick(Random random, List<ConversationFacts> from) {
    return from.get(random.nextInt(from.size())).id();
  }

  private static <T> Set<T> set(Map<ConversationId, Set<T>> sets, ConversationId key) {
    return sets.computeIfAbsent(key, _ -> new HashSet<>());
  }
}
