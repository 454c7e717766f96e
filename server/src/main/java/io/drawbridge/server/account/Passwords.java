package io.drawbridge.server.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.drawbridge.protocol.frame.Secret;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Hashes passwords with Argon2id (19 MiB, 2 passes, 1 lane; <a
 * href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP</a>).
 * Two at a time, on platform threads, since each takes 60 ms of processor and 19 MiB; callers wait,
 * so call it on a virtual thread and outside transactions. Thread-safe.
 */
public final class Passwords implements AutoCloseable {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final int AT_ONCE = 2;

  /** About eight seconds of work; who comes later is told to wait. */
  private static final int WAITING_MAX = 256;

  private static final Duration RETRY = Duration.ofSeconds(5);

  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          AT_ONCE,
          AT_ONCE,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(WAITING_MAX),
          Thread.ofPlatform().name("passwords-", 0).daemon().factory());

  /** Something to compare with where there is no password, so that it takes as long. */
  private final String decoy;

  public Passwords() {
    threads.allowCoreThreadTimeOut(true);
    decoy = hash(new Secret("no account has this password"));
  }

  /**
   * What is stored of a password: a PHC string with its own salt.
   *
   * @throws Failure {@code busy}
   */
  public String hash(Secret password) {
    return await(
        () -> Password.hash(password.value()).addRandomSalt(SALT_BYTES).with(ARGON2).getResult());
  }

  /**
   * Whether it is the password; always false without a stored one, after the same work.
   *
   * @throws Failure {@code busy}
   */
  public boolean matches(Secret password, Optional<String> stored) {
    String against = stored.orElse(decoy);
    boolean same =
        await(() ->
            Password.check(password.value(), against)
                .with(Argon2Function.getInstanceFromHash(against)));
    return same && stored.isPresent();
  }

  private <T> T await(Callable<T> work) {
    Future<T> result;
    try {
      result = threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw Failure.busy("too many people sign in at once", RETRY);
    }
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result.cancel(false);
      throw Failure.busy("the server is stopping", RETRY);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Argon2id failed", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
