package io.drawbridge.protocol.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a legal hold; wire form {@code k_} and 13 characters.
 *
 * @param value the number inside, 1 to 2^63-1
 */
public record HoldId(long value) implements Id {

  private static final String PREFIX = "k_";

  /**
   * Makes an id of its number.
   *
   * @throws io.drawbridge.protocol.ProtocolException if the number is not positive
   */
  public HoldId {
    IdText.checkValue(PREFIX, value);
  }

  /**
   * Reads the wire form.
   *
   * @throws io.drawbridge.protocol.ProtocolException if the text is not exactly such an id
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static HoldId parse(String text) {
    return new HoldId(IdText.parse(PREFIX, text));
  }

  @Override
  @JsonValue
  public String toString() {
    return IdText.write(PREFIX, value);
  }
}
