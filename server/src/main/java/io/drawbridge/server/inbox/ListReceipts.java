package io.drawbridge.server.inbox;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.conversation.Watermark;
import io.drawbridge.protocol.result.InboxResult.Receipts;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
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
    MarkerStore.Receipts read = store.receipts(permit).orElseThrow(Failure::notFound);
    List<Part<Watermark>> parts =
        read.watermarks().stream().map(mark -> new Part<>(tag(permit, read, mark), mark)).toList();
    Tag head =
        new Tag.Conversation(permit.conversation().domain(), command.conversation(), read.needs());
    return CompletableFuture.completedFuture(Answer.joined(head, parts, Receipts::new));
  }

  /** The tag of a mark, which may stand at what anybody wrote, unless it was read without some. */
  private static Tag tag(ReadPermit permit, MarkerStore.Receipts read, Watermark mark) {
    return new Tag.Content(
        permit.conversation().domain(),
        permit.conversation().id(),
        read.needs(),
        read.needs(),
        lowest(mark),
        Whose.read(read.apart()).and(mark.person()));
  }

  private static long lowest(Watermark mark) {
    if (mark.read() == 0) {
      return mark.delivered();
    }
    return mark.delivered() == 0 ? mark.read() : Math.min(mark.delivered(), mark.read());
  }
}
