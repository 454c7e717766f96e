package io.drawbridge.server.inbox;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/** Moves the mark of what arrived at a device of the caller forward. */
final class MarkDelivered {
  private final AccessGate gate;
  private final MarkerLane markers;

  MarkDelivered(AccessGate gate, MarkerLane markers) {
    this.gate = gate;
    this.markers = markers;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, InboxCommand.MarkDelivered command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    return markers
        .move(permit, 0, command.pos())
        .thenApply(_ -> Answer.of(MarkerLane.tag(permit), new Done()));
  }
}
