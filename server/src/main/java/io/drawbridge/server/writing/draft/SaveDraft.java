package io.drawbridge.server.writing.draft;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps what the caller has begun to write in a conversation, or lets it go. */
final class SaveDraft {
  private final AccessGate gate;
  private final DraftStore store;
  private final DraftSignals signals;

  SaveDraft(AccessGate gate, DraftStore store, DraftSignals signals) {
    this.gate = gate;
    this.store = store;
    this.signals = signals;
  }

  CompletionStage<Answer<Done>> save(Caller caller, WritingCommand.SaveDraft command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    if (!store.save(permit, command.text(), command.quote(), Limits.DRAFTS_MAX)) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED, "drafts: " + Limits.DRAFTS_MAX + " are kept; let one go first");
    }
    return told(permit);
  }

  CompletionStage<Answer<Done>> discard(Caller caller, WritingCommand.DiscardDraft command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    store.discard(permit);
    return told(permit);
  }

  private CompletionStage<Answer<Done>> told(ReadPermit permit) {
    signals.changed(permit.caller(), permit.conversation().id());
    Tag tag =
        new Tag.Conversation(
            permit.conversation().domain(), permit.conversation().id(), permit.asOf());
    return CompletableFuture.completedFuture(Answer.of(tag, new Done()));
  }
}
