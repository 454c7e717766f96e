package io.drawbridge.server.webhook.outgoing;

import io.drawbridge.server.db.Database;
import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.exit.Outbox;
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
 * Hands events over by calls. What else waits for a service that did not take one is put off for a
 * while; what waits for one that was given up is given up too, so that it can be told again.
 */
@LetsOut(Surface.WEBHOOK)
final class WebhookCarrier implements Carrier<WebhookCall> {
  /** The code of a service that says that it wants no more. */
  private static final int GONE = 410;

  private static final Duration REST = Duration.ofSeconds(5);

  private final Database database;
  private final OutboundClient client;
  private final Outbox outbox;
  private final WebhookStore store = new WebhookStore();

  WebhookCarrier(Database database, OutboundClient client, Outbox outbox) {
    this.database = database;
    this.client = client;
    this.outbox = outbox;
  }

  @Override
  public void send(WebhookCall call) throws Refused, Trouble {
    if (call.failed()) {
      throw new Refused("it was given up");
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
    note(handle -> {
      if (!call.failing()) {
        store.failing(handle, call.webhook());
      }
      outbox.postpone(handle, WebhookExit.KIND, call.webhook().value(), REST);
    });
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
