package io.drawbridge.server.message;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.result.MessageResult.Sent;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.delivery.append.NewMessage;
import io.drawbridge.server.delivery.append.NewMessage.Kept;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Sends a message: its Markdown source as it came. The lane decides the right again under the lock,
 * refuses a quote below the author's floor, and keeps the mentions of those who see the
 * conversation.
 */
final class SendMessage {
  private final AccessGate gate;
  private final WriterLanes lanes;
  private final RequestKeys keys;
  private final SentListener listener;
  private final Executor threads;

  /** {@code threads} starts a virtual thread for each task. */
  SendMessage(
      AccessGate gate,
      WriterLanes lanes,
      RequestKeys keys,
      SentListener listener,
      Executor threads) {
    this.gate = gate;
    this.lanes = lanes;
    this.keys = keys;
    this.listener = listener;
    this.threads = threads;
  }

  CompletionStage<Answer<Sent>> handle(Caller caller, MessageCommand.Send command) {
    boolean undraft = command.discardDraft().orElse(false);
    NewMessage written =
        new NewMessage(
            command.text(),
            command.quote(),
            Mentioned.by(caller.account(), command.text()),
            command.audience().map(Given::audience),
            Given.files(command.files()),
            keys.of(caller, command));
    NewMessage post = undraft ? written.taking(Kept.DRAFT) : written;
    PostPermit permit = gate.post(caller, command.conversation(), post.right());
    return ChangeAnswer.sent(lanes, permit, post)
        .thenApply(sent -> {
          if (undraft) {
            threads.execute(() -> listener.discarded(caller, command.conversation()));
          }
          return sent;
        });
  }
}
