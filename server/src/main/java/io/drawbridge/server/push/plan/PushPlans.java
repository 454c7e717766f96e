package io.drawbridge.server.push.plan;

import io.drawbridge.server.notify.notice.Notice;
import io.drawbridge.server.notify.notice.NoticeListener;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Plans the pushes that tell of notices, in the transaction that writes these: one of each
 * conversation, which later notices join. Nothing is made yet of what it will say.
 */
public final class PushPlans implements NoticeListener {
  private final Runnable planned;
  private final PushPlanStore store = new PushPlanStore();

  /** {@code planned} is told when there are some, and returns at once. */
  public PushPlans(Runnable planned) {
    this.planned = planned;
  }

  @Override
  public void written(Handle handle, List<Notice> notices) {
    store.plan(handle, notices);
  }

  @Override
  public void committed() {
    planned.run();
  }
}
