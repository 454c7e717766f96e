package io.drawbridge.server.edge.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of a file that one request asks for. One range at most: several at once are answered
 * with the whole, as a server may.
 *
 * @param start the first byte
 * @param length how many
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-range-requests">RFC 9110, 14</a>
 */
public record ByteRange(long start, long length) {
  private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,16})-([0-9]{0,16})");

  /** What a request asks for of a file. */
  public sealed interface Asked {
    /** All of it. */
    record Whole() implements Asked {}

    /** A part of it. */
    record Part(ByteRange range) implements Asked {}

    /** A part that it does not have. */
    record Outside() implements Asked {}
  }

  /** Reads the {@code Range} headers of a request for a file of so many bytes. */
  public static Asked of(List<String> headers, long size) {
    if (headers.size() != 1) {
      return new Asked.Whole();
    }
    Matcher one = ONE.matcher(headers.getFirst().strip());
    if (!one.matches()) {
      return new Asked.Whole();
    }
    Optional<Long> first = number(one.group(1));
    Optional<Long> last = number(one.group(2));
    if (first.isEmpty() && last.isEmpty()) {
      return new Asked.Whole();
    }
    long start = first.orElseGet(() -> Math.max(0, size - last.orElseThrow()));
    long end =
        first.isPresent() ? last.map(it -> Math.min(it, size - 1)).orElse(size - 1) : size - 1;
    if (first.isPresent() && last.isPresent() && last.get() < first.get()) {
      return new Asked.Whole();
    }
    return start >= size || end < start
        ? new Asked.Outside()
        : new Asked.Part(new ByteRange(start, end - start + 1));
  }

  private static Optional<Long> number(String digits) {
    return digits.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(digits));
  }
}
