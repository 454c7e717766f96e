package io.drawbridge.server.message;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.result.MessageResult.History;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.session.outbox.Answer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * {@code message.around_date}: shows what was written around the begin of a day. Positions are
 * microseconds of the database's clock, so the moment is a place in every conversation, and the
 * history around it is read as any.
 */
final class ShowDate {
  private final AccessGate gate;
  private final MessageStore store;
  private final ShowHistory history;

  ShowDate(AccessGate gate, MessageStore store, ShowHistory history) {
    this.gate = gate;
    this.store = store;
    this.history = history;
  }

  CompletionStage<Answer<History>> handle(Caller caller, ConversationCommand.ShowDate command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    ZoneId zone =
        command
            .timeZone()
            .filter(it -> !it.isEmpty())
            .or(() -> store.timeZone(caller.account()))
            .map(ZoneId::of)
            .orElse(ZoneOffset.UTC);
    int limit = command.limit().orElse(Limits.HISTORY_PAGE_DEFAULT);
    return history.show(permit, Window.around(begin(command.date(), zone), limit));
  }

  /** The position at which a day begins there; its first moment, where clocks are put forward. */
  static long begin(String date, ZoneId zone) {
    Instant begin = LocalDate.parse(date).atStartOfDay(zone).toInstant();
    return Math.max(0, TimeUnit.SECONDS.toMicros(begin.getEpochSecond()) + begin.getNano() / 1_000);
  }
}
