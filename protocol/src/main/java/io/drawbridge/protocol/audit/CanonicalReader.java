package io.drawbridge.protocol.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON of the kinds that {@link Json} has; of its form {@link CanonicalJson} is the judge.
 */
final class CanonicalReader {
  private static final int DEPTH_MAX = 16;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxStringLength(AuditVerifier.LINE_BYTES_MAX)
                          .maxNameLength(AuditVerifier.LINE_BYTES_MAX)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CanonicalReader() {}

  static Json read(String text) {
    try {
      return value(MAPPER.readTree(text));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Json value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> object(node);
      case ARRAY -> list(node);
      case STRING -> new Json.Text(node.stringValue());
      case BOOLEAN -> new Json.Bool(node.booleanValue());
      case NUMBER -> number(node);
      case NULL, MISSING, BINARY, POJO ->
          throw new IllegalArgumentException(
              "no value (expected: an object, a list, a text, a whole number, true or false)");
    };
  }

  private static Json object(JsonNode node) {
    TreeMap<String, Json> fields = new TreeMap<>();
    node.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
    return new Json.Obj(fields);
  }

  private static Json list(JsonNode node) {
    List<Json> items = new ArrayList<>();
    node.forEach(item -> items.add(value(item)));
    return new Json.Arr(items);
  }

  private static Json number(JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new IllegalArgumentException("%s (expected: a whole number)".formatted(node));
    }
    return new Json.Whole(node.longValue());
  }
}
