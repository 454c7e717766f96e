package io.drawbridge.server.inbox;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/** Moves the caller's read mark forward; answered once the mark is on disk. */
final class MarkRead {
  private final AccessGate gate;
  private final MarkerLane markers;

  MarkRead(AccessGate gate, MarkerLane markers) {
    this.gate = gate;
    this.markers = markers;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, InboxCommand.MarkRead command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    return markers
        .move(permit, command.pos(), command.pos())
        .thenApply(_ -> Answer.of(MarkerLane.tag(permit), new Done()));
  }
}
