package io.drawbridge.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** An enum whose constants are written in lower case, on the wire and in rows. */
public interface WireName {

  /** The constant's name in Java. */
  String name();

  /** The constant's name on the wire: {@code NOT_ALLOWED} is {@code not_allowed}. */
  @JsonValue
  default String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The constant with a wire name; empty if no constant has it. */
  static <E extends Enum<E> & WireName> Optional<E> find(Class<E> type, String wire) {
    return Arrays.stream(type.getEnumConstants()).filter(it -> it.wire().equals(wire)).findFirst();
  }

  /**
   * Reads a constant's wire name.
   *
   * @throws ProtocolException if no constant has that name
   */
  static <E extends Enum<E> & WireName> E parse(Class<E> type, String wire) {
    return find(type, wire)
        .orElseThrow(() ->
            new ProtocolException(
                ErrorCode.INVALID,
                "%s (expected: %s)".formatted(ProtocolException.quoted(wire), oneOf(type))));
  }

  /** The wire names of all constants, as in {@code one of open, private, secret}. */
  static String oneOf(Class<? extends WireName> type) {
    StringBuilder names = new StringBuilder("one of ");
    for (WireName constant : type.getEnumConstants()) {
      names.append(names.length() > "one of ".length() ? ", " : "").append(constant.wire());
    }
    return names.toString();
  }
}
