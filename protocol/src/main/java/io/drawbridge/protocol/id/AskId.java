package io.drawbridge.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a slash command that somebody ran; wire form {@code q_} and 13 characters.
 *
 * @param value the number inside, 1 to 2^63-1
 */
public record AskId(long value) implements Id {

  private static final String PREFIX = "q_";

  /**
   * Makes an id of its number.
   *
   * @throws io.drawbridge.protocol.ProtocolException if the number is not positive
   */
  public AskId {
    IdText.checkValue(PREFIX, value);
  }

  /**
   * Reads the wire form.
   *
   * @throws io.drawbridge.protocol.ProtocolException if the text is not exactly such an id
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static AskId parse(String text) {
    return new AskId(IdText.parse(PREFIX, text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.write(PREFIX, value);
  }
}
