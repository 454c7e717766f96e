package io.drawbridge.protocol.conversation;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.text.Check;
import java.util.Optional;

/** The part of the past that somebody who is added may see. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface HistoryWindow {

  /** Nothing that was before. */
  @JsonTypeName("from_now")
  record FromNow() implements HistoryWindow {}

  /** All of it. */
  @JsonTypeName("everything")
  record Everything() implements HistoryWindow {}

  /**
   * The messages that were sent in the last days.
   *
   * @param days 1 to 3650
   */
  @JsonTypeName("last_days")
  record LastDays(int days) implements HistoryWindow {

    /** Checks the number. */
    public LastDays {
      Check.range("days", days, 1, Limits.LAST_DAYS_MAX);
    }
  }

  /**
   * From one message on.
   *
   * @param pos its position
   */
  @JsonTypeName("from_message")
  record FromMessage(long pos) implements HistoryWindow {

    /** Checks the position. */
    public FromMessage {
      Check.pos("pos", pos);
    }
  }

  /** Shows nothing that was before. */
  static HistoryWindow fromNow() {
    return new FromNow();
  }

  /** Shows all of it. */
  static HistoryWindow everything() {
    return new Everything();
  }

  /** Shows what was sent in the last days, 1 to 3650. */
  static HistoryWindow lastDays(int days) {
    return new LastDays(days);
  }

  /** The window that a text names: from_now, everything, or last_days and their number. */
  static Optional<HistoryWindow> parse(String text) {
    if (text.matches("last_days [0-9]{1,4}")) {
      return Optional.of(lastDays(Integer.parseInt(text.substring("last_days ".length()))));
    }
    return switch (text) {
      case "from_now" -> Optional.of(fromNow());
      case "everything" -> Optional.of(everything());
      default -> Optional.empty();
    };
  }

  /** Shows the message at a position, and what follows it. */
  static HistoryWindow fromMessage(long pos) {
    return new FromMessage(pos);
  }
}
