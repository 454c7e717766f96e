package io.drawbridge.server.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.StoredWorld;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.CountingDatabase;
import io.drawbridge.server.db.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Leak91, O2: who is hidden costs what who does not exist costs, however much they are in. */
final class LeakHiddenWorkDbTest {
  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  private final CountingDatabase counted = new CountingDatabase(DB.database());
  private final StoredWorld world = new StoredWorld(DB);
  private final WitnessStore store = new WitnessStore(counted);

  @Test
  void leak91HiddenPersonCostsWhatAnAbsentOneCosts() {
    AccountId anna = world.member("Anna", "owner");
    AccountId busy = world.member("Busy", "member");
    AccountId eve = world.account("Eve");
    for (int i = 0; i < 10; i++) {
      ConversationFacts group = world.group("private", anna);
      ConversationFacts thread = world.conversation(ConversationKind.THREAD, anna);
      world.addGroup(group, thread, true);
      world.add(busy, group, true);
      ConversationFacts shared = world.conversation(ConversationKind.THREAD, anna);
      world.add(eve, shared, true);
      world.add(anna, shared, true);
    }
    List<Long> absent = work(eve, new AccountId(DB.ids().next()));
    assertThat(absent).hasSize(1);
    assertThat(work(eve, busy)).isEqualTo(absent);
  }

  private List<Long> work(AccountId reader, AccountId named) {
    assertThat(store.shared(reader, List.of(named))).isEmpty();
    return counted.visits();
  }
}
