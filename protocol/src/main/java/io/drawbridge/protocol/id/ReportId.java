package io.drawbridge.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a report to those who moderate; wire form {@code m_} and 13 characters.
 *
 * @param value the number inside, 1 to 2^63-1
 */
public record ReportId(long value) implements Id {

  private static final String PREFIX = "m_";

  /**
   * Makes an id of its number.
   *
   * @throws io.drawbridge.protocol.ProtocolException if the number is not positive
   */
  public ReportId {
    IdText.checkValue(PREFIX, value);
  }

  /**
   * Reads the wire form.
   *
   * @throws io.drawbridge.protocol.ProtocolException if the text is not exactly such an id
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static ReportId parse(String text) {
    return new ReportId(IdText.parse(PREFIX, text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.write(PREFIX, value);
  }
}
