package io.drawbridge.load.history;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.drawbridge.client.RequestFailed;
import io.drawbridge.load.history.model.Difference;
import io.drawbridge.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The record of what was done in one history; compares each answer with the one that was due. */
final class Journal {
  private final String title;
  private final Tally tally;
  private final List<String> lines = new ArrayList<>();
  private String kind = "";

  Journal(String title, Tally tally) {
    this.title = title;
    this.tally = tally;
  }

  String title() {
    return title;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Notes the next step, of a kind that is counted. */
  @FormatMethod
  void note(String newKind, @FormatString String format, Object... values) {
    kind = newKind;
    tally.count(kind);
    lines.add(lines.size() + ": " + format.formatted(values));
  }

  /** Counts something of which no line is needed. */
  void count(String what, long count) {
    tally.add(what, count);
  }

  /**
   * The answer.
   *
   * @throws Difference if the command was refused
   */
  <T> T allowed(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException failed) {
      throw new Difference(
          last(),
          "success",
          RequestFailed.in(failed).map(String::valueOf).orElseGet(() -> String.valueOf(failed)));
    }
  }

  /**
   * Counts a refusal.
   *
   * @throws Difference if the command was carried out, or refused for another reason
   */
  void refused(CompletableFuture<?> answer, ErrorCode expected) {
    tally.count(kind + ", refused");
    turnedAway(answer, expected);
  }

  /** Compares a refusal as {@link #refused} does, without counting it. */
  void turnedAway(CompletableFuture<?> answer, ErrorCode expected) {
    Object actual;
    try {
      actual = answer.join();
    } catch (CompletionException failed) {
      same(last(), Optional.of(expected), RequestFailed.in(failed).flatMap(RequestFailed::code));
      return;
    }
    throw new Difference(last(), expected, actual);
  }

  /**
   * Compares.
   *
   * @throws Difference if they are not equal
   */
  static void same(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new Difference(what, expected, actual);
    }
  }

  private String last() {
    return lines.isEmpty() ? title : lines.getLast();
  }
}
