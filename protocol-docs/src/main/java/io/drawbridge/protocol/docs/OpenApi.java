package io.drawbridge.protocol.docs;

import io.drawbridge.protocol.ProtocolVersion;
import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.frame.ErrorFrame;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Describes the HTTP door as an <a href="https://spec.openapis.org/oas/v3.1.1">OpenAPI 3.1</a>. */
final class OpenApi {
  private static final String JSON_TYPE = "application/json";
  private static final String DESCRIPTION = "description";
  private static final String BY_CSV = "member.add_many";

  private final Schemas schemas = new Schemas("#/components/schemas/");

  private OpenApi() {}

  static ObjectNode document() {
    return new OpenApi().make();
  }

  private ObjectNode make() {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.1.1");
    document
        .putObject("info")
        .put("title", "Drawbridge")
        .put("version", Integer.toString(ProtocolVersion.CURRENT))
        .put(
            DESCRIPTION,
            "Every command over HTTP. The same commands run over the WebSocket at /v1/ws, which"
                + " also tells events.");
    ObjectNode paths = document.putObject("paths");
    for (String name : CommandTypes.names()) {
      paths.putObject("/v1/" + name).set("post", operation(name));
    }
    paths.putObject("/v1/additions/{conversation}").set("post", byCsv());
    OpenApiFiles.add(paths, schemas);
    ObjectNode components = document.putObject("components");
    components
        .putObject("securitySchemes")
        .putObject("access_token")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("bearerFormat", "JWT");
    components.set("schemas", schemas.definitions());
    return document;
  }

  private ObjectNode operation(String name) {
    Class<?> command = CommandTypes.find(name).orElseThrow();
    ObjectNode operation =
        JsonNodeFactory.instance
            .objectNode()
            .put("operationId", name)
            .put(DESCRIPTION, Texts.of(command));
    operation.putArray("tags").add(name.substring(0, name.indexOf('.')));
    if (!CommandTypes.unauthenticated(name)) {
      operation.putArray("security").addObject().putArray("access_token");
    }
    ObjectNode body = operation.putObject("requestBody").put("required", true);
    body.putObject("content").putObject(JSON_TYPE).set("schema", schemas.body(command));
    ObjectNode responses = operation.putObject("responses");
    answer(responses.putObject("200"), "it was done", CommandTypes.resultOf(name));
    answer(responses.putObject("default"), "it was refused", ErrorFrame.class);
    return operation;
  }

  /** The one command that also takes CSV; all of its fields but the rows are parameters there. */
  private ObjectNode byCsv() {
    ObjectNode operation = operation(BY_CSV);
    operation.put("operationId", BY_CSV + ".csv");
    ArrayNode parameters = operation.putArray("parameters");
    for (WireField field : WireField.of(CommandTypes.find(BY_CSV).orElseThrow())) {
      if (!field.name().equals("rows")) {
        boolean inPath = field.name().equals("conversation");
        parameters
            .addObject()
            .put("name", field.name())
            .put("in", inPath ? "path" : "query")
            .put("required", !field.optional())
            .putObject("schema")
            .put("type", "string");
      }
    }
    operation.putObject("requestBody").put("required", true).set("content", csv());
    return operation;
  }

  private static ObjectNode csv() {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content
        .putObject("text/csv")
        .putObject("schema")
        .put("type", "string")
        .put(DESCRIPTION, "email,given,surname, with or without these names in the first line");
    return content;
  }

  private void answer(ObjectNode response, String text, Class<?> type) {
    response
        .put(DESCRIPTION, text)
        .putObject("content")
        .putObject(JSON_TYPE)
        .set("schema", schemas.reference(type, false));
  }
}
