package io.drawbridge.protocol.codec;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses a {@code null} where a field has nothing to say: the library reads it as if the field
 * were left out, and another reader of the same frame might not.
 */
final class Nothings {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private Nothings() {}

  /** The bytes are JSON that was read before. */
  static void refuse(JsonMapper mapper, byte[] bytes, int offset, int length) {
    if (!mentioned(bytes, offset, length)) {
      return;
    }
    try (JsonParser parser = mapper.createParser(bytes, offset, length)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_NULL) {
          String path = parser.streamReadContext().pathAsPointer().toString();
          throw new ProtocolException(
              ErrorCode.INVALID,
              path.substring(1).replace('/', '.'),
              "null (expected: a value, or no such field)");
        }
      }
    }
  }

  /** Nearly always not: then nothing is read twice. */
  private static boolean mentioned(byte[] bytes, int offset, int length) {
    int met = 0;
    for (int at = offset; at < offset + length; at++) {
      met = bytes[at] == NULL[met] ? met + 1 : bytes[at] == NULL[0] ? 1 : 0;
      if (met == NULL.length) {
        return true;
      }
    }
    return false;
  }
}
