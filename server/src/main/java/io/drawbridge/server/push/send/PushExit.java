package io.drawbridge.server.push.send;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.notify.NoticeCause;
import io.drawbridge.protocol.push.PushMessage;
import io.drawbridge.protocol.push.PushUrgency;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.AccessGate.Asked;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.exit.Due;
import io.drawbridge.server.exit.Exit;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.notify.notice.NamedTextStore;
import io.drawbridge.server.notify.rule.QuietTime;
import io.drawbridge.server.outbound.OutboundClient;
import io.drawbridge.server.push.plan.PushRows;
import io.drawbridge.server.push.plan.Withdrawals;
import io.drawbridge.server.push.send.PushTellingStore.Telling;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes as an exit (G-19): what one says is read when it leaves, under the right of that moment;
 * the text of a message only for whom the rules let it be pushed (Leak84). Who loses a conversation
 * is told of nothing there any more (Leak77), and what their devices show of it is called back.
 * Thread-safe.
 */
@LetsOut(Surface.PUSH)
public final class PushExit implements Exit<PushParcel> {
  /** A removal may wait for so long. */
  private static final Duration SEND_MAX = OutboundClient.CALL_MAX.plusSeconds(5);

  /** After the last of these attempts a push is about an hour old, and no news any more. */
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(45));

  private static final Logger LOG = LoggerFactory.getLogger(PushExit.class);

  private final DatabaseClock clock;
  private final AccessGate gate;
  private final PushCalls calls;
  private final Supplier<PushCarrier> carriers;
  private final Withdrawals withdrawals;
  private final PushTellingStore store = new PushTellingStore();
  private final NamedTextStore texts = new NamedTextStore();

  public PushExit(
      DatabaseClock clock,
      AccessGate gate,
      PushCalls calls,
      Supplier<PushCarrier> carriers,
      Withdrawals withdrawals) {
    this.clock = clock;
    this.gate = gate;
    this.calls = calls;
    this.carriers = carriers;
    this.withdrawals = withdrawals;
  }

  @Override
  public String name() {
    return PushRows.EXIT;
  }

  @Override
  public Optional<PushParcel> compose(Handle snapshot, Due row) {
    long device = PushRows.device(row);
    ConversationId conversation = new ConversationId(conversation(row));
    return switch (row.kind()) {
      case PushRows.WITHDRAW ->
          store
              .lost(snapshot, device, conversation.value())
              .flatMap(at ->
                  call(
                      row,
                      at,
                      conversation,
                      PushUrgency.NORMAL,
                      new PushMessage.Withdraw(conversation)));
      case PushRows.NOTICE ->
          store
              .telling(snapshot, device, conversation.value())
              .flatMap(telling -> notice(snapshot, row, conversation, telling));
      default ->
          throw new IllegalStateException(
              "kind: %s (expected: one of a push)".formatted(row.kind()));
    };
  }

  private static long conversation(Due row) {
    return Long.parseLong(row.recipient());
  }

  private Optional<PushParcel> notice(
      Handle snapshot, Due row, ConversationId conversation, Telling telling) {
    Optional<Instant> quiet = QuietTime.end(telling.quiet(), clock.now());
    if (quiet.isPresent()) {
      return Optional.of(
          new PushParcel.Later(telling.device().account(), conversation.value(), quiet.get()));
    }
    return call(
        row,
        telling.device(),
        conversation,
        urgency(telling.reason()),
        new PushMessage.Notice(conversation, telling.pos(), told(snapshot, conversation, telling)));
  }

  private Optional<PushMessage.Told> told(
      Handle snapshot, ConversationId conversation, Telling telling) {
    AccountId reader = new AccountId(telling.device().account());
    Asked asked = new Asked(reader, conversation, Action.Read.PUSH_TEXT);
    return gate.decideAll(snapshot, List.of(asked)).getFirst() instanceof Decision.Allowed
        ? Optional.of(
            new PushMessage.Told(
                telling.reason(),
                telling.author(),
                telling.title(),
                telling.text().map(it -> texts.named(snapshot, reader, conversation, it))))
        : Optional.empty();
  }

  private static PushUrgency urgency(NoticeCause reason) {
    return switch (reason) {
      case MENTION, DM -> PushUrgency.HIGH;
      case FILE_SHARED, FILE_VERSION, KEYWORD, THREAD, MESSAGE, ADDED, EXPORTED ->
          PushUrgency.NORMAL;
    };
  }

  private Optional<PushParcel> call(
      Due row,
      PushDeviceAt device,
      ConversationId conversation,
      PushUrgency urgency,
      PushMessage message) {
    return calls
        .call(row, device, conversation, urgency, message)
        .map(posting -> new PushParcel.Call(device, posting));
  }

  @Override
  public boolean stands(Handle snapshot, Due row) {
    long device = PushRows.device(row);
    return row.kind().equals(PushRows.NOTICE)
        ? store.seesAll(snapshot, device, conversation(row))
        : store.lost(snapshot, device, conversation(row)).isPresent();
  }

  @Override
  public void cut(Collection<AccountId> people) {
    withdrawals.cut(people);
  }

  @Override
  public Carrier<PushParcel> open() {
    calls.prepare();
    return carriers.get();
  }

  /** Writes only a line into the log: the person finds all of it where they read. */
  @Override
  public void undeliverable(Due row) {
    LOG.atInfo().addKeyValue("device", PushRows.device(row)).log("a push was not taken");
  }

  @Override
  public Duration sendMax() {
    return SEND_MAX;
  }

  @Override
  public List<Duration> waits() {
    return WAITS;
  }
}
