package io.drawbridge.server.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.StoredWorld;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class WitnessStoreDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private final StoredWorld world = new StoredWorld(DB);
  private final WitnessStore store = new WitnessStore(DB.database());
  private final AccountId reader = world.account("reader");
  private final AccountId other = world.account("other");
  private final ConversationFacts group = world.conversation(ConversationKind.GROUP, other);
  private final ConversationFacts thread = world.conversation(ConversationKind.THREAD, other);

  private List<Witness> shared(AccountId person) {
    return store.shared(reader, List.of(person));
  }

  @Test
  void leak91WhoSharesNothingHasNoWitness() {
    world.add(reader, group, true);
    world.add(other, thread, true);
    assertThat(shared(other)).isEmpty();
    assertThat(shared(new AccountId(42))).isEmpty();
  }

  @Test
  void conversationReachedByDifferentPathsIsAWitness() {
    world.add(reader, group, true);
    world.addGroup(group, thread, true);
    world.add(other, thread, true);
    assertThat(shared(other))
        .containsExactly(new Witness(other, world.domain(), thread.id(), world.epoch(), false));
  }

  @Test
  void leak17WitnessEndsWithEitherSide() {
    world.add(reader, thread, true);
    world.add(other, thread, true);
    assertThat(shared(other)).hasSize(1);
    assertThat(store.holding(other, List.of(thread.id()))).containsExactly(thread.id());
    world.remove(other, thread);
    assertThat(shared(other)).isEmpty();
    assertThat(store.holding(other, List.of(thread.id()))).isEmpty();
  }

  @Test
  void exclusionAndSuspensionCutTheWitness() {
    world.add(reader, thread, true);
    world.add(other, group, true);
    world.addGroup(group, thread, true);
    assertThat(shared(other)).hasSize(1);
    world.exclude(other, thread);
    assertThat(shared(other)).isEmpty();
    world.add(other, thread, true);
    assertThat(shared(other)).hasSize(1);
    world.suspend(other);
    assertThat(shared(other)).isEmpty();
  }
}
