package io.drawbridge.protocol.codec;

import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads a time in UTC as ISO text, and nothing else: numbers could mean seconds or milliseconds.
 */
final class InstantReader extends StdDeserializer<Instant> {

  private static final int CHARS_MAX = 40;

  InstantReader() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return (Instant) context.handleUnexpectedToken(Instant.class, parser);
    }
    String text = parser.getString();
    if (text.length() <= CHARS_MAX && text.endsWith("Z")) {
      try {
        return Instant.parse(text);
      } catch (DateTimeException malformed) {
        return (Instant) context.handleWeirdStringValue(Instant.class, text, "not a time");
      }
    }
    return (Instant) context.handleWeirdStringValue(Instant.class, text, "not a time in UTC");
  }
}
