package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.drawbridge.protocol.docs.ProtocolDocs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares what tests send and receive with the AsyncAPI and OpenAPI descriptions that the server
 * gives away, as a validator that knows nothing of this project reads them. Runs beside every test
 * class of this module ({@code META-INF/services}), which fails on a frame that is not as
 * described. Of each kind of frame it reads the first {@value #FRAMES_EACH_MAX}.
 */
public final class DescribedFrames implements AfterAllCallback {
  private static final int FRAMES_EACH_MAX = 200;
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final ObjectNode ASYNC = (ObjectNode) MAPPER.readTree(ProtocolDocs.asyncApi());
  private static final ObjectNode OPEN = (ObjectNode) MAPPER.readTree(ProtocolDocs.openApi());
  private static final Map<String, Description> DESCRIPTIONS = new ConcurrentHashMap<>();
  private static final Queue<String> MISTAKES = new ConcurrentLinkedQueue<>();

  /** One schema and how many frames it has judged. */
  private static final class Description {
    private final String name;
    private final Schema schema;
    private int judged;

    Description(String name, ObjectNode document, JsonNode schema) {
      this.name = name;
      ObjectNode whole = schema.deepCopy().asObject();
      whole.set("components", document.get("components"));
      this.schema = SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(whole);
    }

    List<String> mistakes(String json) {
      return schema.validate(json, InputFormat.JSON).stream()
          .map(mistake -> "%s: %s".formatted(name, mistake))
          .toList();
    }

    synchronized void judge(String json) {
      if (judged++ < FRAMES_EACH_MAX) {
        MISTAKES.addAll(mistakes(json));
      }
    }
  }

  /** The points in which a frame of the socket differs from its description; empty if none. */
  static List<String> mistakes(String message, String json) {
    return description(message).mistakes(json);
  }

  /** Judges a command as it goes through the socket, with its number. */
  static void sent(String type, String json) {
    judge("command." + type, json);
  }

  /** Judges a frame as it came through the socket. */
  static void received(String json) {
    String type = MAPPER.readTree(json).get("type").asString();
    boolean isEvent = ASYNC.at("/channels/socket/messages").has("event." + type);
    judge(isEvent ? "event." + type : type, json);
  }

  /** Judges the answer to an HTTP request for a command. */
  static void answered(String command, int status, byte[] json) {
    String answer = status == 200 ? "200" : "default";
    DESCRIPTIONS
        .computeIfAbsent(
            "POST %s %s".formatted(command, answer), name -> answer(name, command, answer))
        .judge(new String(json, StandardCharsets.UTF_8));
  }

  private static Description answer(String name, String command, String answer) {
    JsonNode operation = OPEN.get("paths").get("/v1/" + command).get("post");
    JsonNode content = operation.get("responses").get(answer).get("content");
    return new Description(name, OPEN, content.get("application/json").get("schema"));
  }

  private static void judge(String message, String json) {
    description(message).judge(json);
  }

  private static Description description(String message) {
    return DESCRIPTIONS.computeIfAbsent(message, DescribedFrames::message);
  }

  private static Description message(String name) {
    JsonNode message = ASYNC.at("/channels/socket/messages").get(name);
    return new Description(name, ASYNC, message.get("payload"));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    assertThat(MISTAKES)
        .as("frames that are not as /v1/asyncapi.json or openapi.json says")
        .isEmpty();
  }
}
