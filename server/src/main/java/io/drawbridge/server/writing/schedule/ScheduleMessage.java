package io.drawbridge.server.writing.schedule;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.id.ScheduledId;
import io.drawbridge.protocol.result.MessageResult.Scheduled;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.AccountTurnStore;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.append.NewMessage;
import io.drawbridge.server.delivery.log.RememberedAnswers;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.message.Given;
import io.drawbridge.server.message.Mentioned;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Keeps a message until its time comes. Its author needs the right to send it now, and needs it
 * again then.
 */
final class ScheduleMessage {
  private final Platform platform;
  private final AccessGate gate;
  private final ScheduledStore store;
  private final ScheduledSignals signals;
  private final RequestKeys keys;
  private final RememberedAnswers answers;

  ScheduleMessage(
      Platform platform, AccessGate gate, ScheduledStore store, ScheduledSignals signals) {
    this.platform = platform;
    this.gate = gate;
    this.store = store;
    this.signals = signals;
    this.keys = new RequestKeys(platform.codec());
    this.answers = new RememberedAnswers(platform.codec());
  }

  CompletionStage<Answer<Scheduled>> handle(Caller caller, WritingCommand.Schedule command) {
    RequestKey key = keys.of(caller, command);
    Planned planned =
        new Planned(
            new ScheduledId(platform.ids().next()),
            caller.account(),
            command.conversation(),
            command.text(),
            command.quote(),
            Given.files(command.files()),
            command.audience().map(Given::audience),
            command.newcomers().orElse(false),
            command.at());
    NewMessage then =
        new NewMessage(
            planned.text(),
            planned.quote(),
            Mentioned.by(planned.author(), planned.text()),
            planned.audience(),
            planned.files(),
            key);
    gate.post(caller, command.conversation(), then.right());
    platform.database().requireRoom();
    Scheduled made = platform.database().write(handle -> once(handle, key, planned));
    Optional<ScheduledRow> row =
        platform.database().read(handle -> store.find(handle, caller.account(), made.scheduled()));
    row.ifPresent(it -> signals.changed(caller, it));
    // Who asks again when it was sent or let go is answered as before.
    Tag tag =
        row.map(ScheduledRow::tag).orElseGet(() -> tag(gate.read(caller, command.conversation())));
    return CompletableFuture.completedFuture(Answer.of(tag, made));
  }

  private static Tag tag(ReadPermit permit) {
    return new Tag.Conversation(
        permit.conversation().domain(), permit.conversation().id(), permit.asOf());
  }

  private Scheduled once(Handle handle, RequestKey key, Planned planned) {
    if (!AccountTurnStore.take(handle, planned.author())) {
      throw Failure.notFound();
    }
    Optional<Scheduled> earlier = answers.find(handle, key, Scheduled.class).map(it -> it.value());
    return earlier.orElseGet(() -> insert(handle, key, planned));
  }

  private Scheduled insert(Handle handle, RequestKey key, Planned planned) {
    SendTime.of(platform.clock(), planned.at());
    if (store.count(handle, planned.author(), Limits.SCHEDULED_MAX) >= Limits.SCHEDULED_MAX) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED,
          "scheduled: " + Limits.SCHEDULED_MAX + " wait or are held; let one go first");
    }
    if (!store.insert(handle, planned) || !store.keepFiles(handle, planned)) {
      throw Failure.notFound();
    }
    Scheduled made = new Scheduled(planned.id(), planned.at());
    answers.remember(handle, key, made);
    return made;
  }
}
