package io.drawbridge.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Verdict;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.Sight;
import io.drawbridge.server.access.rules.SightRules;
import io.drawbridge.server.access.view.Residency;
import io.drawbridge.server.db.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the three places against each other that say where externals do not see each other (N-15),
 * and whom somebody sees there: the rules, SQL, and the view that the egress gate asks; in worlds
 * made at random.
 */
final class ApartDbTest {
  private static final int STEPS = 25;

  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  private final Access access = Access.create(DB.database(), DB.clock());
  private final Scene scene = new Scene(DB, access);
  private final List<AccountId> people = new ArrayList<>();
  private final List<ConversationId> groups = new ArrayList<>();
  private final List<ConversationId> threads = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void rulesStatementsAndViewAgree(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 4; i++) {
      people.add(scene.account("P" + i));
      groups.add(scene.group(Visibility.PRIVATE));
      threads.add(scene.thread());
    }
    List<Residency.Hold> holds = people.stream().map(access.residency()::hold).toList();
    try {
      for (int step = 0; step < STEPS; step++) {
        change(random);
        check("seed %d, step %d".formatted(seed, step));
      }
    } finally {
      holds.forEach(Residency.Hold::close);
    }
  }

  private <T> T any(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private void change(Random random) {
    AccountId person = any(random, people);
    switch (random.nextInt(8)) {
      case 0 -> scene.seat(person, WorkspaceRole.MEMBER);
      case 1 -> scene.change(at -> access.memberships().unseat(at, person, "removed"));
      case 2 -> scene.add(any(random, groups), person, ConversationRole.MEMBER);
      case 3 -> scene.add(any(random, threads), person, ConversationRole.MEMBER);
      case 4 -> scene.addGroup(any(random, threads), any(random, groups));
      case 5 -> scene.remove(any(random, groups), person);
      case 6 ->
          policy(
              "conversation", any(random, random.nextBoolean() ? groups : threads).value(), random);
      default -> policy("domain", scene.domain.value(), random);
    }
  }

  private void policy(String table, long id, Random random) {
    // A workspace says so seldom, as it then says it for all.
    boolean apart = random.nextInt(table.equals("domain") ? 4 : 2) == 0;
    scene.change(at ->
        at.handle()
            .createUpdate("update " + table + " set policies = cast(:set as jsonb) where id = :id")
            .bind("set", apart ? "{\"externals_see_externals\":false}" : "{}")
            .bind("id", id)
            .execute());
  }

  private void check(String when) {
    List<ConversationId> all = new ArrayList<>(groups);
    all.addAll(threads);
    for (ConversationId conversation : all) {
      access.conversations().forget(conversation);
      boolean apart = SightRules.apart(access.conversations().facts(conversation).orElseThrow());
      for (AccountId reader : people) {
        boolean member = seated(reader);
        String asked = when + ", " + reader + " in " + conversation;
        Optional<Boolean> floor = floorSaysApart(reader, conversation);
        assertThat(floor).as(asked).isIn(Optional.empty(), Optional.of(apart && !member));
        assertThat(places(reader).contains(conversation.value()))
            .as(asked)
            .isEqualTo(floor.isPresent() && apart && !member);
        for (AccountId other : people) {
          boolean sees = Sight.sees(apart, reader, member, other, seated(other));
          assertThat(judge(reader, conversation, Whose.of(other)))
              .as("%s, of %s", asked, other)
              .isEqualTo(floor.isPresent() && sees);
          assertThat(sqlSees(reader, conversation, other))
              .as("%s, of %s", asked, other)
              .isEqualTo(floor.isPresent() && sees);
        }
        assertThat(judge(reader, conversation, Whose.ANYBODYS))
            .as(asked)
            .isEqualTo(floor.isPresent() && Sight.seesAll(apart, member));
        assertThat(judge(reader, conversation, Whose.NOBODYS)).isEqualTo(floor.isPresent());
      }
    }
  }

  private boolean judge(AccountId reader, ConversationId conversation, Whose whose) {
    Tag fact = new Tag.Conversation(scene.domain, conversation, scene.epoch(), whose);
    return access.egress().judge(reader, fact) == Verdict.ALLOW;
  }

  private boolean seated(AccountId person) {
    return ask(
            "select exists (select from held_seat s where s.person = :a and s.domain = :b)",
            person.value(),
            scene.domain.value())
        .orElseThrow();
  }

  private Optional<Boolean> floorSaysApart(AccountId reader, ConversationId conversation) {
    return ask("select f.apart from floor_of(:a, :b) f", reader.value(), conversation.value());
  }

  private boolean sqlSees(AccountId reader, ConversationId conversation, AccountId other) {
    return ask(
            """
            select not f.apart or sees_person(:a, %d, %d) from floor_of(:a, :b) f
            """
                .formatted(other.value(), scene.domain.value()),
            reader.value(),
            conversation.value())
        .orElse(false);
  }

  private static Optional<Boolean> ask(String sql, long a, long b) {
    return DB.database()
        .query(handle ->
            handle.createQuery(sql).bind("a", a).bind("b", b).mapTo(Boolean.class).findOne());
  }

  private static Set<Long> places(AccountId reader) {
    return DB.database()
        .query(handle ->
            new HashSet<>(
                handle
                    .createQuery("select p.conversation from apart_places(:a) p")
                    .bind("a", reader.value())
                    .mapTo(Long.class)
                    .list()));
  }
}
