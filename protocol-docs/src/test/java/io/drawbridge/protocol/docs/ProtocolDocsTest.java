package io.drawbridge.protocol.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.UnknownEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class ProtocolDocsTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final FrameCodec CODEC = new FrameCodec();
  private static final ObjectNode ASYNC = (ObjectNode) MAPPER.readTree(ProtocolDocs.asyncApi());
  private static final ObjectNode OPEN = (ObjectNode) MAPPER.readTree(ProtocolDocs.openApi());

  static List<? extends Class<?>> commands() {
    return Wire.commands();
  }

  static List<? extends Class<?>> results() {
    return Wire.results();
  }

  static List<? extends Class<?>> events() {
    return Wire.events();
  }

  @Test
  void pageIsTheOneThatTheRecordsMake() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "protocol.md")))
        .as("docs/protocol.md (expected: as `./drawbridge docs` writes it)")
        .isEqualTo(ProtocolDocs.page());
  }

  @Test
  void typesAndTablesOfTheJavaScriptSdkAreTheOnesThatTheRecordsMake() throws IOException {
    Path sdk = Path.of("..", "client-sdk", "js", "sdk");
    assertThat(Files.readString(sdk.resolve("protocol.d.ts")))
        .as("protocol.d.ts (expected: as `./drawbridge docs` writes it)")
        .isEqualTo(ProtocolDocs.types());
    assertThat(Files.readString(sdk.resolve("protocol.js")))
        .as("protocol.js (expected: as `./drawbridge docs` writes it)")
        .isEqualTo(ProtocolDocs.tables());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void commandIsDescribedAsTheCodecReadsIt(Class<?> type) {
    ObjectNode frame = Examples.command(type);
    String name = frame.get("command").get("type").asString();
    CODEC.decodeClientFrame(frame.toString());
    assertThat(mistakes(payload("command." + name), ASYNC, frame)).isEmpty();
    ObjectNode body = (ObjectNode) frame.get("command").deepCopy();
    body.remove("type");
    assertThat(mistakes(bodySchema(name), OPEN, body)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void unknownAndMissingFieldsAreNoCommand(Class<?> type) {
    ObjectNode frame = Examples.command(type);
    JsonNode schema = payload("command." + frame.get("command").get("type").asString());
    ObjectNode unknown = frame.deepCopy();
    ((ObjectNode) unknown.get("command")).put("never_heard_of", 1);
    assertThat(mistakes(schema, ASYNC, unknown)).isNotEmpty();
    for (WireField field : WireField.of(type)) {
      if (!field.optional()) {
        ObjectNode missing = frame.deepCopy();
        ((ObjectNode) missing.get("command")).remove(field.name());
        assertThat(mistakes(schema, ASYNC, missing)).as(field.name()).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("results")
  void resultIsDescribedAsTheCodecReadsIt(Class<?> type) {
    ObjectNode frame = Examples.reply(type);
    CODEC.decodeServerFrame(frame.toString());
    assertThat(mistakes(payload("reply"), ASYNC, frame)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("events")
  void eventIsDescribedAsTheCodecReadsIt(Class<?> type) {
    ObjectNode event = Examples.of(type);
    assertThat(CODEC.decodeServerFrame(event.toString())).isNotInstanceOf(UnknownEvent.class);
    JsonNode schema = payload("event." + event.get("type").asString());
    assertThat(mistakes(schema, ASYNC, event)).isEmpty();
  }

  @Test
  void everyCommandHasAPathThatNeedsATokenUnlessItIsOpen() {
    List<String> paths = new ArrayList<>(CommandTypes.names());
    // The same as member.add_many, by CSV.
    paths.add("additions/{conversation}");
    // The bytes of files.
    paths.add("files/{file}");
    paths.add("files/{file}/thumbnail");
    assertThat(OPEN.get("paths").propertyNames().stream().map(path -> path.substring(4)))
        .containsExactlyElementsOf(paths);
    for (String name : CommandTypes.names()) {
      JsonNode operation = OPEN.get("paths").get("/v1/" + name).get("post");
      assertThat(operation.has("security")).as(name).isEqualTo(!CommandTypes.unauthenticated(name));
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    for (ObjectNode document : List.of(ASYNC, OPEN)) {
      assertThat(references(document))
          .isNotEmpty()
          .allSatisfy(reference ->
              assertThat(document.at(reference.substring(1)).isMissingNode())
                  .as(reference)
                  .isFalse());
    }
  }

  private static Stream<String> references(JsonNode node) {
    return node.findValues("$ref").stream().map(JsonNode::asString);
  }

  private static JsonNode payload(String message) {
    return ASYNC.get("channels").get("socket").get("messages").get(message).get("payload");
  }

  private static JsonNode bodySchema(String name) {
    JsonNode body = OPEN.get("paths").get("/v1/" + name).get("post").get("requestBody");
    return body.get("content").get("application/json").get("schema");
  }

  /** The mistakes that a validator finds which knows nothing of this project. */
  private static List<String> mistakes(JsonNode schema, ObjectNode document, JsonNode instance) {
    ObjectNode whole = schema.deepCopy().asObject();
    whole.set("components", document.get("components"));
    Schema compiled = SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(whole);
    return compiled.validate(instance.toString(), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }
}
