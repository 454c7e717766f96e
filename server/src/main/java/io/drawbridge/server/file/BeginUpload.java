package io.drawbridge.server.file;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.result.MessageResult.Upload;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.file.upload.Uploads;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Begins the upload of a file, for who may send it in the conversation that it is for. */
final class BeginUpload {
  private final AccessGate gate;
  private final Uploads uploads;
  private final RequestKeys keys;

  BeginUpload(AccessGate gate, Uploads uploads, RequestKeys keys) {
    this.gate = gate;
    this.uploads = uploads;
    this.keys = keys;
  }

  CompletionStage<Answer<Upload>> handle(Caller caller, MessageCommand.BeginUpload command) {
    PostPermit permit = gate.post(caller, command.conversation(), Action.Post.SHARE);
    Upload begun = uploads.begin(permit, keys.of(caller, command), command.name(), command.size());
    return CompletableFuture.completedFuture(Answer.own(begun));
  }
}
