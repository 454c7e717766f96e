package io.drawbridge.server.forward;

import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.forward.MessagePlace;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.result.MessageResult.Sent;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.append.NewMessage;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.delivery.log.RememberedAnswers;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.message.ChangeAnswer;
import io.drawbridge.server.message.Given;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code message.forward}: sends a message that the caller sees to where they may write, with
 * copies of its files. Repeated, it is answered as before, also when the original is gone.
 */
final class ForwardMessage {
  private final Database database;
  private final AccessGate gate;
  private final WriterLanes lanes;
  private final RequestKeys keys;
  private final RememberedAnswers answers;
  private final PassedOn passed;
  private final FileCopies copies;

  ForwardMessage(
      Platform platform, AccessGate gate, WriterLanes lanes, PassedOn passed, FileCopies copies) {
    this.database = platform.database();
    this.gate = gate;
    this.lanes = lanes;
    this.keys = new RequestKeys(platform.codec());
    this.answers = new RememberedAnswers(platform.codec());
    this.passed = passed;
    this.copies = copies;
  }

  CompletionStage<Answer<Sent>> handle(Caller caller, WritingCommand.Forward command) {
    RequestKey key = keys.of(caller, command);
    PostPermit to = gate.post(caller, command.to(), Action.Post.POST);
    Optional<Committed> earlier =
        database
            .query(handle -> answers.find(handle, key, Committed.class))
            .map(RememberedAnswers.Answered::value);
    return earlier
        .map(done -> CompletableFuture.completedStage(answer(to, done)))
        .orElseGet(() -> forward(caller, command, to, key));
  }

  private CompletionStage<Answer<Sent>> forward(
      Caller caller, WritingCommand.Forward command, PostPermit to, RequestKey key) {
    PassedOn.Read original =
        passed.read(caller, new MessagePlace(command.conversation(), command.pos()));
    List<FileId> files =
        original.files().isEmpty() || !command.files().orElse(true)
            ? List.of()
            : copies.copy(
                caller,
                command,
                gate.post(caller, command.to(), Action.Post.SHARE),
                original.files());
    try {
      PassedOn.Around around =
          new PassedOn.Around(
              command.note(), command.audience().map(Given::audience), files, false);
      NewMessage message = passed.message(caller, original, to.conversation(), around, key);
      PostPermit permit = gate.post(caller, command.to(), message.right());
      return lanes
          .append(permit, message)
          .whenComplete((_, failed) -> {
            if (failed != null) {
              copies.drop(caller, files);
            }
          })
          .thenApply(committed -> answer(permit, committed));
    } catch (RuntimeException refused) {
      copies.drop(caller, files);
      throw refused;
    }
  }

  private static Answer<Sent> answer(PostPermit permit, Committed committed) {
    return Answer.of(
        ChangeAnswer.tag(permit, committed),
        new Sent(permit.conversation().id(), committed.pos(), committed.at()));
  }
}
