package io.drawbridge.server.push.send;

import io.drawbridge.protocol.push.PushKind;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.outbound.OutboundClient;
import io.drawbridge.server.outbound.OutboundTrouble;
import io.drawbridge.server.push.device.PushDeviceStore;
import io.drawbridge.server.push.plan.PushPlanStore;
import io.drawbridge.server.push.plan.PushRows;
import java.time.Duration;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * Hands pushes over by calls. A device whose push service says that it is there no more is
 * forgotten; what else waits for one that cannot be reached is put off, for longer each time, and
 * that for its person's other devices for a little while: who has many such keeps no worker busy.
 */
@LetsOut(Surface.PUSH)
public final class PushCarrier implements Carrier<PushParcel> {
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERRORS = 500;
  private static final Duration REST = Duration.ofSeconds(20);

  private final Database database;
  private final OutboundClient client;
  private final Outbox outbox;
  private final Runnable ended;
  private final PushDeviceStore devices = new PushDeviceStore();
  private final PushPlanStore plans = new PushPlanStore();

  /** {@code ended} hears of each device that is there no more. */
  public PushCarrier(Database database, OutboundClient client, Outbox outbox, Runnable ended) {
    this.database = database;
    this.client = client;
    this.outbox = outbox;
    this.ended = ended;
  }

  @Override
  public void send(PushParcel parcel) throws Refused, Trouble {
    switch (parcel) {
      case PushParcel.Call call -> call(call);
      case PushParcel.Later later ->
          note(handle -> {
            plans.planAgain(handle, later.account(), later.conversation(), later.until());
            return true;
          });
    }
  }

  private void call(PushParcel.Call call) throws Refused, Trouble {
    int status;
    try {
      status = client.post(call.posting()).status();
    } catch (OutboundTrouble e) {
      rest(call);
      throw new Trouble(e.why());
    }
    String why = "answered %d (expected: 200 to 299)".formatted(status);
    // A gateway that is not where it should be answers 404 too, of every device.
    if (status == GONE || (status == NOT_FOUND && call.device().kind() != PushKind.GATEWAY)) {
      if (note(handle -> devices.forget(handle, call.device().device()))) {
        ended.run();
      }
      throw new Refused(why + ": it is there no more");
    }
    if (status == TOO_MANY || status >= SERVER_ERRORS) {
      rest(call);
      throw new Trouble(why);
    }
    if (status < 200 || status >= 300) {
      throw new Refused(why);
    }
    if (call.device().failing()) {
      boolean _ =
          note(handle -> {
            devices.recovered(handle, call.device().device());
            return true;
          });
    }
  }

  private void rest(PushParcel.Call call) {
    boolean forgotten =
        note(handle -> {
          outbox.postpone(handle, PushRows.NOTICE, call.device().account(), REST);
          return devices.failed(handle, call.device().device());
        });
    if (forgotten) {
      ended.run();
    }
  }

  private boolean note(Predicate<Handle> written) {
    return database.write(written::test);
  }

  @Override
  public void close() {
    // It holds nothing open.
  }
}
