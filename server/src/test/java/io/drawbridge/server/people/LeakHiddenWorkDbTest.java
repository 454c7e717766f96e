package io.drawbridge.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.StoredWorld;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.CountingDatabase;
import io.drawbridge.server.db.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Leak43, Leak91, O2: to name somebody one has nothing in common with costs what it costs to name
 * nobody, however many conversations they are in.
 */
final class LeakHiddenWorkDbTest {
  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  private final CountingDatabase counted = new CountingDatabase(DB.database());
  private final StoredWorld world = new StoredWorld(DB);
  private final StoredWorld elsewhere = new StoredWorld(DB);
  private final ContactStore store = new ContactStore();
  private final AccountId anna = world.member("Anna", "owner");

  @Test
  void leak43HiddenPersonCostsWhatAnAbsentOneCosts() {
    AccountId eve = world.account("Eve");
    AccountId absent = new AccountId(DB.ids().next());
    AccountId busy = busy(world, world.member("Busy", "member"));
    AccountId stranger = busy(elsewhere, elsewhere.member("Stranger", "member"));
    for (int i = 0; i < 3; i++) {
      ConversationFacts group = world.group("private", anna);
      ConversationFacts thread = world.conversation(ConversationKind.THREAD, anna);
      world.addGroup(group, thread, true);
      world.add(eve, thread, true);
      world.add(anna, group, true);
    }
    assertThat(work(eve, busy)).isEqualTo(work(eve, absent));
    assertThat(work(eve, stranger)).isEqualTo(work(eve, absent));
    assertThat(work(anna, stranger)).isEqualTo(work(anna, absent));
  }

  private static AccountId busy(StoredWorld where, AccountId person) {
    for (int i = 0; i < 10; i++) {
      ConversationFacts group = where.group("secret", person);
      where.add(person, group, true);
      where.addGroup(group, where.conversation(ConversationKind.THREAD, person), true);
    }
    return person;
  }

  private List<Long> work(AccountId asker, AccountId named) {
    DomainId home = world.domain();
    assertThat(
            counted.<List<ContactStore.Contact>>query(
                handle -> store.among(handle, asker, home, List.of(named))))
        .isEmpty();
    List<Long> visits = counted.visits();
    assertThat(
            counted.<List<CardStore.Met>>query(
                handle -> new CardStore().meetings(handle, asker, named)))
        .isEmpty();
    return Stream.concat(visits.stream(), counted.visits().stream()).toList();
  }
}
