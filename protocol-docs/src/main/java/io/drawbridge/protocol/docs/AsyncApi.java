package io.drawbridge.protocol.docs;

import io.drawbridge.protocol.ProtocolVersion;
import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.EventTypes;
import io.drawbridge.protocol.frame.Hello;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes the WebSocket as an <a
 * href="https://www.asyncapi.com/docs/reference/specification/v3.0.0">AsyncAPI 3.0</a>.
 */
final class AsyncApi {
  private static final String CHANNEL = "socket";
  private static final String TYPE = "type";

  private final Schemas schemas = new Schemas("#/components/schemas/");
  private final ObjectNode messages = JsonNodeFactory.instance.objectNode();

  private AsyncApi() {}

  static ObjectNode document() {
    return new AsyncApi().make();
  }

  private ObjectNode make() {
    List<String> sent = new ArrayList<>();
    List<String> received = new ArrayList<>();
    for (String name : CommandTypes.names()) {
      sent.add(message("command." + name, clientFrame(CommandTypes.find(name).orElseThrow())));
    }
    received.add(message("hello", schemas.reference(Hello.class, false)));
    received.add(message("reply", reply()));
    received.add(message("error", schemas.reference(ErrorFrame.class, false)));
    for (String name : EventTypes.names()) {
      Class<?> event = EventTypes.find(name).orElseThrow();
      received.add(message("event." + name, schemas.reference(event, false)));
    }
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", "Drawbridge")
        .put("version", Integer.toString(ProtocolVersion.CURRENT))
        .put("description", "Commands, their answers, and events, each a JSON text frame.");
    document
        .putObject("channels")
        .putObject(CHANNEL)
        .put("address", "/v1/ws")
        .set("messages", messages);
    ObjectNode operations = document.putObject("operations");
    operation(operations.putObject("send"), "receive", sent);
    operation(operations.putObject("listen"), "send", received);
    document.putObject("components").set("schemas", schemas.definitions());
    return document;
  }

  private String message(String name, ObjectNode payload) {
    messages.putObject(name).put("name", name).set("payload", payload);
    return name;
  }

  private ObjectNode clientFrame(Class<?> command) {
    ObjectNode frame = frame("the command, and a number to know its answer by");
    frame.put("additionalProperties", false);
    properties(frame).set("command", schemas.reference(command, true));
    return frame;
  }

  private ObjectNode reply() {
    ObjectNode frame = frame("the answer to a command");
    properties(frame).putObject(TYPE).put("const", "reply");
    ((ArrayNode) frame.get("required")).add(TYPE);
    properties(frame).set("result", schemas.oneOf(Wire.results(), false));
    return frame;
  }

  private static ObjectNode frame(String text) {
    ObjectNode frame =
        JsonNodeFactory.instance.objectNode().put(TYPE, "object").put("description", text);
    frame.putObject("properties").putObject("id").put(TYPE, "integer").put("minimum", 1);
    frame.putArray("required").add("id");
    return frame;
  }

  private static ObjectNode properties(ObjectNode frame) {
    return (ObjectNode) frame.get("properties");
  }

  /** Adds an operation; the action is named from the server's side. */
  private static void operation(ObjectNode operation, String action, List<String> names) {
    operation.put("action", action);
    operation.putObject("channel").put("$ref", "#/channels/" + CHANNEL);
    ArrayNode each = operation.putArray("messages");
    names.forEach(
        name -> each.addObject().put("$ref", "#/channels/" + CHANNEL + "/messages/" + name));
  }
}
