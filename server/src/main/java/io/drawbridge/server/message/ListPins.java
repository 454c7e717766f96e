package io.drawbridge.server.message;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.result.MessageResult.Pins;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lists the pinned messages that the caller sees, the newest hundred of them in their order. */
final class ListPins {
  private final AccessGate gate;
  private final MessageStore store;
  private final Messages messages;

  ListPins(AccessGate gate, MessageStore store, Messages messages) {
    this.gate = gate;
    this.store = store;
    this.messages = messages;
  }

  CompletionStage<Answer<Pins>> handle(Caller caller, MessageCommand.ListPins command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    // The newest are kept when they are too heavy for one page.
    Window all = new Window(Long.MAX_VALUE, MessageStore.PINS_MAX, 0);
    Seen seen = store.pinned(permit);
    Tag head = seen.head(permit.conversation());
    List<MessageRow> rows = Page.cut(seen.rows().reversed(), all).shown();
    return CompletableFuture.completedFuture(
        Answer.joined(head, messages.parts(permit.conversation(), rows), Pins::new));
  }
}
