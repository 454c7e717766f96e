package io.drawbridge.server.inbox;

import io.drawbridge.protocol.frame.InboxCommand;
import io.drawbridge.protocol.frame.InboxResult.Receipts;
import io.drawbridge.protocol.frame.Watermark;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.Tag;
import io.drawbridge.server.session.Answer;
import io.drawbridge.server.session.Answer.Part;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lists how far the people of a conversation have got. A watermark names positions, so it is tagged
 * as content at the lowest of them.
 */
final class ListReceipts {
  private final AccessGate gate;
  private final MarkerStore store;

  ListReceipts(AccessGate gate, MarkerStore store) {
    this.gate = gate;
    this.store = store;
  }

  CompletionStage<Answer<Receipts>> handle(Caller caller, InboxCommand.ListReceipts command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    List<Part<Watermark>> parts =
        store.receipts(permit).stream()
            .map(receipt -> new Part<>(tag(permit, receipt), receipt.watermark()))
            .toList();
    return CompletableFuture.completedFuture(
        Answer.joined(MarkerLane.tag(permit), parts, Receipts::new));
  }

  private static Tag tag(ReadPermit permit, MarkerStore.Receipt receipt) {
    Watermark mark = receipt.watermark();
    long lowest =
        mark.read() == 0
            ? mark.delivered()
            : mark.delivered() == 0 ? mark.read() : Math.min(mark.delivered(), mark.read());
    return new Tag.Content(
        permit.conversation().domain(),
        permit.conversation().conversation(),
        receipt.needs(),
        receipt.needs(),
        lowest);
  }
}
