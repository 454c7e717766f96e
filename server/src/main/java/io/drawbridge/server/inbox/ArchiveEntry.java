package io.drawbridge.server.inbox;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Puts a conversation out of sight in the caller's inbox until something new is in it. */
final class ArchiveEntry {
  private final AccessGate gate;
  private final EntryStore store;
  private final EntrySignals signals;

  ArchiveEntry(AccessGate gate, EntryStore store, EntrySignals signals) {
    this.gate = gate;
    this.store = store;
    this.signals = signals;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, InboxCommand.ArchiveEntry command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    signals.changed(caller, store.archive(permit, command.pos()));
    return CompletableFuture.completedFuture(Answer.of(MarkerLane.tag(permit), new Done()));
  }
}
