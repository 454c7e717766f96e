package io.drawbridge.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.cluster.FenceLedger.Debt;
import io.drawbridge.server.db.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FenceStoreDbTest {
  private static final long SCOPE = 7;

  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  private final FenceStore store = new FenceStore();

  @BeforeEach
  void twoNodesOweTwoFences() {
    DB.execute("delete from fence_debt");
    DB.execute("delete from fence");
    DB.execute("delete from node");
    DB.execute("insert into node (id) values ('a'), ('b')");
    owe(1);
    owe(2);
  }

  private void owe(long epoch) {
    List<String> owing = DB.database().query(handle -> store.owe(handle, SCOPE, epoch));
    assertThat(owing).containsExactly("a", "b");
  }

  private boolean closes(long epoch, String node) {
    return DB.database().query(handle -> store.payAndClose(handle, SCOPE, epoch, node).isPresent());
  }

  private void pays(String node, Long... epochs) {
    DB.database().query(handle -> store.pay(handle, SCOPE, List.of(epochs), node, 0, 0));
  }

  private List<Debt> debts(String node) {
    return DB.database().query(handle -> store.debts(handle, node));
  }

  /** What it took back was about its own change; the people of the other one still wait for it. */
  @Test
  void coordinatorPaysItsOwnFenceAndNoOlderOne() {
    pays("b", 2L);
    assertThat(closes(2, "a")).isTrue();
    assertThat(debts("a")).containsExactly(new Debt(SCOPE, 1));
    assertThat(closes(1, "b")).as("a still owes it").isFalse();
    pays("a", 1L);
    assertThat(closes(1, "b")).isTrue();
  }

  @Test
  void nodePaysTheFencesThatItCarriedOut() {
    pays("a", 2L);
    assertThat(debts("a")).containsExactly(new Debt(SCOPE, 1));
    pays("a", 1L, 2L);
    assertThat(debts("a")).isEmpty();
    assertThat(debts("b")).containsExactly(new Debt(SCOPE, 1), new Debt(SCOPE, 2));
  }
}
