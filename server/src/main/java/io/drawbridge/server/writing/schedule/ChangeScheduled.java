package io.drawbridge.server.writing.schedule;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.id.ScheduledId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.MessageResult.Scheduled;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.rules.AudienceToken;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.message.Given;
import io.drawbridge.server.message.Mentioned;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/** Changes a scheduled message of the caller's, or lets it go, as long as it was not sent. */
final class ChangeScheduled {
  private final Platform platform;
  private final ScheduledStore store;
  private final ScheduledSignals signals;

  ChangeScheduled(Platform platform, ScheduledStore store, ScheduledSignals signals) {
    this.platform = platform;
    this.store = store;
    this.signals = signals;
  }

  CompletionStage<Answer<Scheduled>> change(Caller caller, WritingCommand.ChangeScheduled command) {
    Optional<AudienceToken> audience = command.audience().map(Given::audience);
    command.text().ifPresent(text -> Mentioned.by(caller.account(), text));
    command.at().ifPresent(at -> SendTime.of(platform.clock(), at));
    ScheduledRow now =
        platform
            .database()
            .write(handle -> {
              ScheduledRow was = found(handle, caller, command.scheduled());
              ScheduledRow changed = changed(was, command, audience);
              if (!store.change(handle, was, changed) || !store.keepFiles(handle, changed)) {
                throw Failure.notFound();
              }
              return changed;
            });
    signals.changed(caller, now);
    return CompletableFuture.completedFuture(
        Answer.of(now.tag(), new Scheduled(now.id(), now.at())));
  }

  CompletionStage<Answer<Done>> cancel(Caller caller, WritingCommand.CancelScheduled command) {
    ScheduledRow gone =
        platform
            .database()
            .write(handle -> {
              ScheduledRow row = found(handle, caller, command.scheduled());
              if (!store.cancel(handle, row)) {
                throw Failure.notFound();
              }
              return row;
            });
    signals.changed(caller, gone);
    return CompletableFuture.completedFuture(Answer.of(gone.tag(), new Done()));
  }

  private ScheduledRow found(Handle handle, Caller caller, ScheduledId id) {
    return store.find(handle, caller.account(), id).orElseThrow(Failure::notFound);
  }

  private static ScheduledRow changed(
      ScheduledRow was, WritingCommand.ChangeScheduled command, Optional<AudienceToken> audience) {
    boolean came = was.reason().equals(Optional.of(ErrorCode.AUDIENCE_CHANGED));
    boolean newcomers = command.newcomers().orElse(was.newcomers());
    if (was.reason().isPresent() && command.at().isEmpty()) {
      throw Failure.invalid("at: absent (expected: when to send what is held)");
    }
    if (came && audience.isEmpty() && !newcomers) {
      throw Failure.invalid("audience: absent (expected: whom it is for now, or newcomers)");
    }
    return new ScheduledRow(
        was.id(),
        was.author(),
        was.conversation(),
        was.domain(),
        was.needs(),
        command.text().orElse(was.text()),
        was.quote(),
        was.files(),
        audience.orElse(was.audience()),
        newcomers,
        command.at().orElse(was.at()),
        was.version() + 1,
        Optional.empty());
  }
}
