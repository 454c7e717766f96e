package io.drawbridge.protocol.docs;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes JSON on one line with a blank after each comma and colon, to be read by people. */
final class Json {
  private Json() {}

  static String line(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return object.properties().stream()
          .map(each -> "\"" + each.getKey() + "\": " + line(each.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (node instanceof ArrayNode array) {
      return StreamSupport.stream(array.spliterator(), false)
          .map(Json::line)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return node.toString();
  }
}
