package io.drawbridge.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class RetentionSweepDbTest {
  @AutoClose private static final Rig RIG = new Rig();

  @Test
  void whatIsTooOldGoesAndTheRestStays() {
    AccountId anna = RIG.account("Anna");
    ConversationId thread = RIG.thread(anna);
    RIG.send(anna, thread, "old");
    RIG.remove(thread, RIG.owner);
    RIG.database.execute("update request set at = now() - interval '25 hours'");
    RIG.database.execute("update event set at = now() - interval '31 days'");
    RIG.database.execute("update fence set closed_at = now() - interval '31 days'");
    RIG.send(anna, thread, "new");
    RIG.delivery.sweepRetention();
    await().until(() -> RIG.count("select count(*) from fence") == 0);
    assertThat(RIG.count("select count(*) from fence_debt")).isZero();
    assertThat(RIG.count("select count(*) from request")).isEqualTo(1);
    assertThat(RIG.count("select count(*) from event")).isEqualTo(1);
    assertThat(RIG.count("select count(*) from message")).isEqualTo(2);
  }
}
