package io.drawbridge.server.webhook.outgoing;

import com.github.benmanes.caffeine.cache.Cache;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.outbound.OutboundClient;
import io.drawbridge.server.outbound.OutboundTrouble;
import io.drawbridge.server.outbound.Posting.Answer;
import io.drawbridge.server.webhook.stored.WebhookStore;
import java.time.Duration;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Hands events over by calls. A service that did not take one rests for a while: what else waits
 * for it is put back unsent, so that it holds up nobody.
 */
@LetsOut(Surface.WEBHOOK)
final class WebhookCarrier implements Carrier<WebhookCall> {
  /** The code of a service that says that it wants no more. */
  private static final int GONE = 410;

  private final Database database;
  private final OutboundClient client;
  private final Cache<WebhookId, Boolean> resting;
  private final WebhookStore store = new WebhookStore();

  WebhookCarrier(Database database, OutboundClient client, Cache<WebhookId, Boolean> resting) {
    this.database = database;
    this.client = client;
    this.resting = resting;
  }

  @Override
  public void send(WebhookCall call) throws Refused, Trouble {
    if (resting.getIfPresent(call.webhook()) != null) {
      throw new Trouble("it rests since it has just failed");
    }
    Answer answer;
    try {
      answer = client.post(call.posting());
    } catch (OutboundTrouble e) {
      failed(call);
      throw new Trouble(e.why());
    }
    if (answer.good()) {
      if (call.failing()) {
        note(handle -> store.works(handle, call.webhook()));
      }
    } else if (answer.status() == GONE) {
      failed(call);
      boolean _ = database.write(handle -> store.giveUp(handle, call.webhook(), Duration.ZERO));
      throw new Refused("answered 410: it wants no more");
    } else {
      failed(call);
      throw new Trouble("answered %d (expected: 200 to 299)".formatted(answer.status()));
    }
  }

  private void failed(WebhookCall call) {
    resting.put(call.webhook(), true);
    if (!call.failing()) {
      note(handle -> store.failing(handle, call.webhook()));
    }
  }

  private void note(Consumer<Handle> written) {
    boolean _ =
        database.write(handle -> {
          written.accept(handle);
          return true;
        });
  }

  @Override
  public void close() {
    // It holds nothing open.
  }
}
