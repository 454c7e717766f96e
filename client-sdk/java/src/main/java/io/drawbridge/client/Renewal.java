package io.drawbridge.client;

import io.drawbridge.client.background.ConnectionTimers;
import io.drawbridge.client.background.ConnectionTimers.Purpose;
import io.drawbridge.client.background.Timers;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gets a newer access token when four fifths of the life of the last are over. Mailbox only. */
final class Renewal {

  private static final Duration AT_LEAST = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Timers timers;
  private final ConnectionTimers connectionTimers;
  private final SignIn signIn;
  private final Executor mailbox;
  private final Consumer<Tokens> renewed;
  private Duration serverAhead = Duration.ZERO;
  private long generation;

  /**
   * @param renewed is given the newer tokens, in the mailbox
   */
  Renewal(
      Timers timers,
      ConnectionTimers connectionTimers,
      SignIn signIn,
      Executor mailbox,
      Consumer<Tokens> renewed) {
    this.timers = timers;
    this.connectionTimers = connectionTimers;
    this.signIn = signIn;
    this.mailbox = mailbox;
    this.renewed = renewed;
  }

  /** A session has started; its server says by its own clock when tokens end. */
  void begin(Hello hello) {
    generation++;
    serverAhead = Duration.between(timers.now(), hello.serverTime());
    signIn.current().ifPresent(this::before);
  }

  private void before(Tokens tokens) {
    Instant serverNow = timers.now().plus(serverAhead);
    Duration wait =
        Duration.between(serverNow, tokens.accessExpiresAt()).multipliedBy(4).dividedBy(5);
    after(wait.compareTo(AT_LEAST) < 0 ? AT_LEAST : wait);
  }

  private void after(Duration wait) {
    connectionTimers.after(Purpose.RENEW, wait, this::renew);
  }

  private void renew() {
    long asked = generation;
    var _ =
        signIn
            .renewed()
            .whenComplete((tokens, failed) -> mailbox.execute(() -> got(asked, tokens)));
  }

  private void got(long asked, @Nullable Tokens tokens) {
    if (asked != generation) {
      return;
    }
    if (tokens == null) {
      after(AGAIN);
    } else {
      renewed.accept(tokens);
      before(tokens);
    }
  }

  /** Ends with the connection; an answer that comes later serves the next one. */
  void end() {
    generation++;
  }
}
