package io.drawbridge.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.ratelimit.Rate;
import io.drawbridge.server.session.outbox.Answer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class DispatcherTest {
  private static final ClientAddress HERE = new ClientAddress("192.0.2.1");
  private static final AccountCommand.RequestLink COMMAND =
      new AccountCommand.RequestLink("a@example.com");
  private static final Rate PLENTY = Rate.perSecond(1_000, 1_000);

  private final Metrics metrics = new Metrics();

  @Test
  void failureKeepsItsCodeThrownOrLate() {
    Failure busy = Failure.busy("later", Duration.ofSeconds(2));
    ErrorFrame thrown =
        refused((_, _) -> {
          throw busy;
        });
    ErrorFrame late = refused((_, _) -> CompletableFuture.failedStage(busy));
    ErrorFrame nested =
        refused((_, _) ->
            CompletableFuture.<Answer<Done>>failedStage(busy).thenApply(answer -> answer));
    assertThat(List.of(thrown, late, nested))
        .allSatisfy(frame -> {
          assertThat(frame.code()).isEqualTo(ErrorCode.BUSY);
          assertThat(frame.message()).isEqualTo("later");
          assertThat(frame.retryAfterMs()).contains(2_000L);
        });
  }

  @Test
  void bugIsInternalAndTellsNothing() {
    ErrorFrame frame = refused((_, _) -> CompletableFuture.failedStage(new Error("secret")));
    assertThat(frame.code()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(frame.message()).startsWith("the server failed; request ").doesNotContain("secret");
  }

  /** The failure that a killed connection throws, as it comes out of a lane. */
  @Test
  void lostDatabaseConnectionIsUnavailable() {
    SQLException killed = new SQLException("FATAL: terminating connection", "57P01");
    ErrorFrame frame =
        refused((_, _) -> CompletableFuture.failedStage(new IllegalStateException(killed)));
    assertThat(frame.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(frame.message()).doesNotContain("FATAL");
  }

  @Test
  void commandsFromOneAddressAreLimitedAndMailsMoreSo() {
    Dispatcher dispatcher =
        dispatcher(CommandRates.of(PLENTY, Rate.perMinute(1, 6)), (_, _) -> done());
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      dispatcher.call(HERE, COMMAND, outcomes::add);
    }
    dispatcher.call(new ClientAddress("192.0.2.2"), COMMAND, outcomes::add);
    assertThat(outcomes).filteredOn(Outcome.Answered.class::isInstance).hasSize(3);
    assertThat(outcomes.get(2))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.error().code()).isEqualTo(ErrorCode.RATE_LIMITED);
              assertThat(failed.error().retryAfterMs()).isPresent();
            });
  }

  private ErrorFrame refused(OpenHandler<AccountCommand.RequestLink, Done> handler) {
    List<Outcome> outcomes = new ArrayList<>();
    dispatcher(CommandRates.of(PLENTY, PLENTY), handler).call(HERE, COMMAND, outcomes::add);
    assertThat(outcomes).singleElement().isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcomes.getFirst()).error();
  }

  private Dispatcher dispatcher(
      CommandRates rates, OpenHandler<AccountCommand.RequestLink, Done> handler) {
    CommandTable table = new CommandTable();
    table.open(AccountCommand.RequestLink.class, handler);
    return new Dispatcher(table, new FrameCodec(), rates, Runnable::run, metrics);
  }

  private static CompletableFuture<Answer<Done>> done() {
    return CompletableFuture.completedFuture(Answer.own(new Done()));
  }
}
