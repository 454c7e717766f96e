package io.drawbridge.protocol.docs;

import io.drawbridge.protocol.ProtocolVersion;
import io.drawbridge.protocol.command.CommandTypes;
import io.drawbridge.protocol.frame.ErrorFrame;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Describes the HTTP door as an <a href="https://spec.openapis.org/oas/v3.1.1">OpenAPI 3.1</a>. */
final class OpenApi {
  private static final String JSON_TYPE = "application/json";
  private static final String DESCRIPTION = "description";

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

  private void answer(ObjectNode response, String text, Class<?> type) {
    response
        .put(DESCRIPTION, text)
        .putObject("content")
        .putObject(JSON_TYPE)
        .set("schema", schemas.reference(type, false));
  }
}
