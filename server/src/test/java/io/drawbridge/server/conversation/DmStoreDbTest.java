package io.drawbridge.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class DmStoreDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private final DmStore store = new DmStore();
  private final AccountId anna = new AccountId(DB.ids().next());
  private final AccountId eve = new AccountId(DB.ids().next());

  @Test
  void manyWhoOpenAtOnceMeetInOneHome() throws Exception {
    DmKey key = DmKey.of(Optional.empty(), Set.of(anna, eve), Optional.empty());
    List<Future<DomainId>> homes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 32; i++) {
        DomainId fresh = new DomainId(DB.ids().next());
        homes.add(
            threads.submit(() -> DB.database().write(handle -> store.home(handle, key, fresh))));
      }
    }
    DomainId one = homes.getFirst().get();
    for (Future<DomainId> home : homes) {
      assertThat(home.get()).isEqualTo(one);
    }
    long domains =
        DB.database()
            .query(handle ->
                handle.createQuery("select count(*) from domain").mapTo(Long.class).one());
    assertThat(domains).isEqualTo(1);
  }

  @Test
  void keyIsOfTheSetAndHidesTheAddress() {
    EmailAddress address = EmailAddress.of("eve@firm.example");
    assertThat(DmKey.of(Optional.empty(), List.of(anna, eve), Optional.empty()))
        .isEqualTo(DmKey.of(Optional.empty(), List.of(eve, anna), Optional.empty()));
    assertThat(DmKey.of(Optional.empty(), Set.of(anna), Optional.of(address)).text())
        .doesNotContain("eve", "firm");
  }
}
