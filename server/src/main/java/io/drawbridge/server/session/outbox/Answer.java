package io.drawbridge.server.session.outbox;

import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A command's answer before the egress gate: a head that decides whether anything is sent at all
 * (dropped = {@code not_found}), and parts that are judged one by one and joined from those that
 * pass. Build it with {@link #of} or {@link #joined}.
 *
 * @param <R> the result record of the command
 */
public final class Answer<R extends Result> {
  /**
   * One element of an answer that spans several facts. {@code otherwise} stands in its place for
   * readers to whom the gate refuses it: the same message without its quote, for those who do not
   * see what is quoted.
   */
  public record Part<T>(Tag tag, T value, Optional<Part<T>> otherwise) {
    public Part(Tag tag, T value) {
      this(tag, value, Optional.empty());
    }
  }

  private static final int HEAD_BYTES_GUESS = 512;
  private static final int PART_BYTES_GUESS = 512;

  private final Tag head;
  private final List<? extends Part<?>> parts;
  private final Function<List<Object>, R> join;
  private final Runnable next;

  private Answer(
      Tag head, List<? extends Part<?>> parts, Function<List<Object>, R> join, Runnable next) {
    this.head = head;
    this.parts = List.copyOf(parts);
    this.join = join;
    this.next = next;
  }

  /** An answer with one tag for the whole. */
  public static <R extends Result> Answer<R> of(Tag head, R result) {
    return new Answer<>(head, List.of(), ignored -> result, () -> {});
  }

  /** An answer about the caller's own account. */
  public static <R extends Result> Answer<R> own(R result) {
    return of(Tag.OWN, result);
  }

  /** An answer whose parts are judged one by one; {@code join} gets those that pass, in order. */
  @SuppressWarnings("unchecked")
  public static <T, R extends Result> Answer<R> joined(
      Tag head, List<Part<T>> parts, Function<List<T>, R> join) {
    return new Answer<>(head, parts, passed -> join.apply((List<T>) passed), () -> {});
  }

  /** The same answer; the task runs on the session's loop as soon as the answer is queued. */
  public Answer<R> followedBy(Runnable task) {
    return new Answer<>(head, parts, join, task);
  }

  /** Runs what follows the answer; called on the loop once it is in an outbox. */
  public void queued() {
    next.run();
  }

  /**
   * About how much memory this answer holds while it waits; its true size shows only when encoded.
   */
  int bytesGuess() {
    return HEAD_BYTES_GUESS + PART_BYTES_GUESS * parts.size();
  }

  /** The gate's outcome for an answer. */
  public sealed interface Released<R> {
    record Told<R>(R result) implements Released<R> {}

    /** The view lags behind what {@code tag} needs. */
    record Wait<R>(Tag tag) implements Released<R> {}

    /** The head was refused: the caller gets {@code not_found}. */
    record Refused<R>() implements Released<R> {}
  }

  /** Judges head and parts; nothing is sent while any of them must wait. */
  public Released<R> release(Function<Tag, Verdict> gate) {
    switch (gate.apply(head)) {
      case DROP -> {
        return new Released.Refused<>();
      }
      case HOLD -> {
        return new Released.Wait<>(head);
      }
      case ALLOW -> {
        // judged part by part below
      }
    }
    List<Object> passed = new ArrayList<>(parts.size());
    for (Part<?> part : parts) {
      Optional<? extends Part<?>> asked = Optional.of(part);
      while (asked.isPresent()) {
        Part<?> candidate = asked.get();
        switch (gate.apply(candidate.tag())) {
          case ALLOW -> {
            passed.add(candidate.value());
            asked = Optional.empty();
          }
          case HOLD -> {
            return new Released.Wait<>(candidate.tag());
          }
          // Default deny: a part that is not allowed, and has no other, is not there.
          case DROP -> asked = candidate.otherwise();
        }
      }
    }
    return new Released.Told<>(join.apply(passed));
  }
}
