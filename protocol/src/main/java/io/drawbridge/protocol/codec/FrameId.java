package io.drawbridge.protocol.codec;

import io.drawbridge.protocol.Limits;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Finds the id of a frame that was refused, so that the refusal can answer it. */
final class FrameId {

  private FrameId() {}

  /** The id; 0 if there is none that can be read before the place where the frame breaks. */
  static long find(JsonMapper mapper, byte[] frame, int offset, int length) {
    long id = 0;
    try (JsonParser parser = mapper.createParser(frame, offset, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return 0;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean isId = parser.currentName().equals("id");
        JsonToken value = parser.nextToken();
        if (isId && value == JsonToken.VALUE_NUMBER_INT) {
          long number = parser.getLongValue();
          id = number >= 1 && number <= Limits.NUMBER_MAX ? number : 0;
        }
        parser.skipChildren();
      }
      return id;
    } catch (JacksonException broken) {
      return id;
    }
  }
}
