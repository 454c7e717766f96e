package io.drawbridge.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.facts.ConversationStore;
import io.drawbridge.server.access.facts.StandingStore;
import io.drawbridge.server.access.facts.Standings;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.rules.AccessRules;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.Standing;
import io.drawbridge.server.access.view.NodeViews;
import io.drawbridge.server.access.view.Residency;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * After every change of random histories somebody is in charge of each group and thread that a
 * member is in, as {@link AccessRules} says (7.7); and the view says the same as the database.
 */
class ChargeDbTest {
  private static final int SEEDS = 4;
  private static final int STEPS = 150;

  @AutoClose static final TestDatabase DB = TestDatabase.create();

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void somebodyIsInChargeWhereverAMemberIs() {
    for (int seed = 0; seed < SEEDS; seed++) {
      new Run(seed).steps();
    }
  }

  private static final class Run {
    private final int seed;
    private final Random random;
    private final Access access = Access.create(DB.database(), DB.clock());
    private final Scene scene = new Scene(DB, access);
    private final Memberships links = access.memberships();
    private final List<AccountId> people = new ArrayList<>();
    private final List<ConversationId> groups = new ArrayList<>();
    private final List<ConversationId> threads = new ArrayList<>();
    private final List<Residency.Hold> holds = new ArrayList<>();

    Run(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
      for (int i = 0; i < 5; i++) {
        people.add(scene.account("P" + i));
        holds.add(access.residency().hold(people.getLast()));
      }
      for (int i = 0; i < 2; i++) {
        groups.add(
            scene.conversation(
                ConversationKind.GROUP, Optional.of(Visibility.PRIVATE), people.get(i)));
        threads.add(
            scene.conversation(ConversationKind.THREAD, Optional.empty(), people.get(i + 1)));
      }
    }

    void steps() {
      for (int i = 0; i < STEPS; i++) {
        String step =
            scene.change(at -> {
              String done = step(at);
              links.follow(at);
              return done;
            });
        check("seed %d step %d: %s".formatted(seed, i, step));
      }
      holds.forEach(Residency.Hold::close);
    }

    /** One change; the person who comes first is never a member. */
    private String step(At at) {
      AccountId person = people.get(random.nextInt(people.size()));
      ConversationId group = groups.get(random.nextInt(2));
      ConversationId thread = threads.get(random.nextInt(2));
      ConversationId either = random.nextBoolean() ? group : thread;
      int what = random.nextInt(14);
      switch (what) {
        case 0, 1, 2 ->
            links.add(
                at,
                TestPermits.admission(either, person),
                Scene.terms(ConversationRole.MEMBER, Opening.EVERYTHING));
        case 3, 4 -> links.remove(at, either, person, "removed");
        case 5 -> links.addGroup(at, TestPermits.groupAdmission(thread, group), Opening.EVERYTHING);
        case 6 -> links.removeGroup(at, thread, group, "removed");
        case 7 -> links.exclude(at, thread, person);
        case 8 -> links.liftExclusion(at, thread, person);
        case 9 -> links.suspend(at, person, Optional.empty());
        case 10 -> links.unsuspend(at, person);
        case 11 -> {
          if (!person.equals(people.getFirst())) {
            links.seat(
                at, person, random.nextInt(4) == 0 ? WorkspaceRole.ADMIN : WorkspaceRole.MEMBER);
          }
        }
        case 12 -> links.unseat(at, person, "removed");
        default -> demote(at, either, person);
      }
      return what + " " + person + " " + either;
    }

    private void demote(At at, ConversationId conversation, AccountId person) {
      try {
        links.setRole(at, conversation, person, ConversationRole.MEMBER);
      } catch (Failure absentOrLast) {
        assertThat(absentOrLast).as("a demotion that is no change").isNotNull();
      }
    }

    private void check(String step) {
      List<ConversationId> all = new ArrayList<>(groups);
      all.addAll(threads);
      DB.database()
          .read(handle -> {
            all.forEach(conversation -> check(handle, conversation, step));
            return true;
          });
    }

    private void check(Handle handle, ConversationId conversation, String step) {
      ConversationFacts facts = new ConversationStore().facts(handle, conversation).orElseThrow();
      StandingStore standings = new StandingStore();
      Standings views =
          new Standings(
              DB.database(), DB.clock(), (NodeViews) access.views(), new StandingStore(), true);
      boolean member = false;
      boolean managed = false;
      for (AccountId person : people) {
        Standing standing = standings.one(handle, person, conversation).orElseThrow().standing();
        if (standing.hasPath()) {
          assertThat(views.now(person, facts).standing()).as(step).isEqualTo(standing);
        }
        member |= standing.hasPath() && !standing.external() && !standing.suspended();
        managed |=
            AccessRules.decide(standing, facts, Action.Manage.LOCK) instanceof Decision.Allowed;
      }
      assertThat(managed || !member).as("%s, of %s", step, facts).isTrue();
    }
  }
}
