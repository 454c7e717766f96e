package io.drawbridge.server.delivery.log;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Remembers the answers of commands, for callers who send them again within 24 hours. It does so in
 * the transaction of the change, so that the effect and the answer are one; this is the only place
 * that knows how. Thread-safe.
 */
public final class RememberedAnswers {
  private static final String NARROWING = "-";
  private static final String OTHER = "+";

  private final FrameCodec codec;
  private final RequestStore store = new RequestStore();

  public RememberedAnswers(FrameCodec codec) {
    this.codec = codec;
  }

  /**
   * An answer as it is remembered.
   *
   * @param epoch of the change, or 0 if it has none
   * @param narrowing whether the answer waited for a fence, and waits for it again
   */
  public record Answered<T>(T value, long epoch, boolean narrowing) {}

  /** The form in which an answer is kept. */
  public String text(Answered<?> answered) {
    return answered.epoch()
        + " "
        + (answered.narrowing() ? NARROWING : OTHER)
        + " "
        + codec.json(answered.value());
  }

  /**
   * The answer of an earlier attempt, for the command with this key.
   *
   * @throws Failure {@code client_id_reused} if the earlier attempt was another command
   */
  public <T> Answered<T> read(Earlier earlier, RequestKey key, Class<T> answer) {
    String[] parts = earlier.of(key).split(" ", 3);
    if (parts.length != 3) {
      throw new IllegalStateException("result: %d parts (expected: 3)".formatted(parts.length));
    }
    return new Answered<>(
        codec.read(parts[2], answer), Long.parseLong(parts[0]), parts[1].equals(NARROWING));
  }

  /**
   * Looks for an earlier attempt with this key, and its answer.
   *
   * @throws Failure {@code client_id_reused} if the earlier attempt was another command
   */
  public <T> Optional<Answered<T>> find(Handle handle, RequestKey key, Class<T> answer) {
    return store.find(handle, key).map(earlier -> read(earlier, key, answer));
  }

  /**
   * Remembers what a command is answered that changes nothing of a log; a concurrent attempt with
   * the same key fails on the primary key.
   */
  public void remember(Handle handle, RequestKey key, Object value) {
    store.insert(handle, key, text(new Answered<>(value, 0, false)));
  }
}
