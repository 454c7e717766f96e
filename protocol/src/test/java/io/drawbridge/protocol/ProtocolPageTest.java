package io.drawbridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.codec.ResultTypes;
import io.drawbridge.protocol.frame.EventTypes;
import io.drawbridge.protocol.frame.UnknownEvent;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/protocol.md lists what the code has, no more and no less, and its examples are frames. */
class ProtocolPageTest {
  private static final String PAGE = read();
  private static final Pattern HEADING = Pattern.compile("(?m)^#### `([^`]+)`$");
  private static final Pattern RESULT = Pattern.compile("(?m)^Result `([^`]+)`:");
  private static final Pattern EXAMPLE = Pattern.compile("```json\\n(.*?)\\n```", Pattern.DOTALL);
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (.*) \\|$");

  private final FrameCodec codec = new FrameCodec();

  private static String read() {
    try {
      return Files.readString(Path.of("..", "docs", "protocol.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The part below a heading of the second level. */
  private static String part(String title) {
    int start = PAGE.indexOf("\n## " + title + "\n");
    assertThat(start).as("heading " + title).isPositive();
    int end = PAGE.indexOf("\n## ", start + 1);
    return PAGE.substring(start, end < 0 ? PAGE.length() : end);
  }

  private static List<String> found(Pattern pattern, String in) {
    return pattern.matcher(in).results().map(match -> match.group(1)).toList();
  }

  private static List<List<String>> rows(String title) {
    return ROW.matcher(part(title))
        .results()
        .map(MatchResult::group)
        .map(row ->
            Arrays.stream(row.split("\\|"))
                .map(String::strip)
                .filter(cell -> !cell.isEmpty())
                .toList())
        .skip(1)
        .toList();
  }

  @Test
  void everyCommandIsListedOnce() {
    assertThat(found(HEADING, part("Commands")))
        .containsExactlyInAnyOrderElementsOf(CommandTypes.names());
  }

  @Test
  void everyResultIsListedOnce() {
    assertThat(found(RESULT, part("Commands")))
        .containsExactlyInAnyOrderElementsOf(ResultTypes.names());
  }

  @Test
  void everyEventIsListedOnce() {
    assertThat(found(HEADING, part("Events")))
        .containsExactlyInAnyOrderElementsOf(EventTypes.names());
  }

  @Test
  void everyErrorIsListedWithItsStatusRetryAndMeaning() {
    assertThat(rows("Errors"))
        .containsExactlyElementsOf(
            Stream.of(ErrorCode.values())
                .map(code ->
                    List.of(
                        "`" + code.wire() + "`",
                        Integer.toString(code.httpStatus()),
                        code.retry().wire(),
                        code.meaning()))
                .toList());
  }

  @Test
  void everyCloseIsListedWithWhatAClientDoes() {
    assertThat(rows("Closes"))
        .containsExactlyElementsOf(
            Stream.of(CloseCode.values())
                .map(code ->
                    List.of(
                        Integer.toString(code.number()),
                        "`" + code.wire() + "`",
                        code.reconnect().wire(),
                        code.meaning()))
                .toList());
  }

  @Test
  void everyLimitIsListedWithItsValue() {
    assertThat(rows("Limits").stream().map(row -> row.subList(0, 2)))
        .containsExactlyElementsOf(
            Stream.of(Limits.class.getFields())
                .map(field ->
                    List.of("`" + field.getName().toLowerCase(Locale.ROOT) + "`", value(field)))
                .toList());
  }

  private static String value(Field field) {
    try {
      Object value = field.get(null);
      if (value instanceof Duration duration) {
        return duration.toDays() > 0
            ? duration.toDays() + " days"
            : duration.toMinutes() + " minutes";
      }
      return String.valueOf(value);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<String> examples() {
    return found(EXAMPLE, PAGE).stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsAFrame(String json) {
    if (json.startsWith("{\"id\"")) {
      assertThat(codec.decodeClientFrame(json).command().type()).isNotEmpty();
    } else {
      assertThat(codec.decodeServerFrame(json)).isNotInstanceOf(UnknownEvent.class);
    }
  }
}
