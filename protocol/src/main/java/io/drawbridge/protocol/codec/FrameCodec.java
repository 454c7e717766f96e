package io.drawbridge.protocol.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.Nulls;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.frame.UnknownEvent;
import io.drawbridge.protocol.result.Result;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Turns frames into JSON and back; the only place that knows a JSON library.
 *
 * <p>What a server reads is read strictly: an unknown field, a duplicate key, a missing field, a
 * number in quotes or anything after the frame is refused with a {@link ProtocolException} that is
 * fit to be sent back. What a client reads may hold fields and events that it does not know yet.
 *
 * <p>Immutable; all threads may use one instance.
 */
public final class FrameCodec {

  private final JsonMapper mapper;
  private final ObjectReader clientFrames;
  private final ObjectReader serverFrames;
  private final ObjectReader results;
  private final ObjectWriter serverFrameWriter;
  private final ObjectWriter clientFrameWriter;
  private final ObjectWriter resultWriter;

  /** Makes a codec; one for a process is enough. */
  public FrameCodec() {
    mapper = strictMapper();
    clientFrames = mapper.readerFor(ClientFrame.class);
    ObjectReader tolerant =
        mapper
            .reader()
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE);
    serverFrames = tolerant.forType(ServerFrame.class);
    results = tolerant.forType(Result.class);
    serverFrameWriter = mapper.writerFor(ServerFrame.class);
    clientFrameWriter = mapper.writerFor(ClientFrame.class);
    resultWriter = mapper.writerFor(Result.class);
  }

  /**
   * Reads a frame from a client.
   *
   * @throws ProtocolException if it is too large, not JSON, not a frame, or its command is refused;
   *     it carries the frame's id if that could be read
   */
  public ClientFrame decodeClientFrame(byte[] frame) {
    return decodeClientFrame(ByteBuffer.wrap(frame));
  }

  /**
   * Reads a frame from a client, as {@link #decodeClientFrame(byte[])}; leaves the buffer as is.
   */
  public ClientFrame decodeClientFrame(ByteBuffer frame) {
    checkSize(frame.remaining());
    byte[] bytes;
    int offset = 0;
    if (frame.hasArray()) {
      bytes = frame.array();
      offset = frame.arrayOffset() + frame.position();
    } else {
      bytes = new byte[frame.remaining()];
      frame.duplicate().get(bytes);
    }
    Utf8.check(bytes, offset, frame.remaining());
    try {
      ClientFrame read = clientFrames.readValue(bytes, offset, frame.remaining());
      refuseNulls(nonNull(read, "a frame with id and command"), bytes, offset, frame.remaining());
      return read;
    } catch (JacksonException refused) {
      long id = FrameId.find(mapper, bytes, offset, frame.remaining());
      throw Refusal.ofClientFrame(refused).answering(id);
    }
  }

  /** Reads a frame from a client, as {@link #decodeClientFrame(byte[])}. */
  public ClientFrame decodeClientFrame(String frame) {
    checkSize(frame.length());
    // A half surrogate would become a question mark; the frame would no longer be what was sent.
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(frame)) {
      throw new ProtocolException(
          ErrorCode.BAD_FRAME, "half a surrogate pair (expected: whole characters)");
    }
    return decodeClientFrame(frame.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a command from the body of an HTTP request, which has no type in it.
   *
   * @throws ProtocolException {@code unknown_command} if no command has that type, else as {@link
   *     #decodeClientFrame(byte[])}
   */
  public Command<?> decodeCommand(String type, byte[] body) {
    Class<? extends Command<?>> command =
        CommandTypes.find(type).orElseThrow(() -> Refusal.unknownCommand("", type));
    checkSize(body.length);
    Utf8.check(body, 0, body.length);
    try {
      Command<?> read = nonNull(mapper.readerFor(command).readValue(body), "an object");
      Nothings.refuse(mapper, body, 0, body.length);
      return read;
    } catch (JacksonException refused) {
      throw Refusal.ofCommand(refused);
    }
  }

  /** Writes a frame to a client, in UTF-8. */
  public byte[] encode(ServerFrame frame) {
    if (frame instanceof UnknownEvent) {
      throw new IllegalArgumentException("an unknown event is never sent");
    }
    return serverFrameWriter.writeValueAsBytes(frame);
  }

  /** Writes the body of an HTTP answer, in UTF-8. */
  public byte[] encodeResult(Result result) {
    return resultWriter.writeValueAsBytes(result);
  }

  /** Writes a frame to a server, in UTF-8. */
  public byte[] encode(ClientFrame frame) {
    return clientFrameWriter.writeValueAsBytes(frame);
  }

  /** Writes the body of an HTTP request: the command without its type, in UTF-8. */
  public byte[] encodeCommand(Command<?> command) {
    ObjectNode tree = (ObjectNode) toTree(command);
    tree.remove("type");
    return mapper.writeValueAsBytes(tree);
  }

  /**
   * Reads a frame from a server; an event of a type that this version does not know is an {@link
   * UnknownEvent}, and fields that it does not know are skipped.
   *
   * @throws ProtocolException if it is not a frame of this protocol
   */
  public ServerFrame decodeServerFrame(byte[] frame) {
    try {
      return nonNull(serverFrames.<ServerFrame>readValue(frame), "a frame with a type");
    } catch (InvalidTypeIdException unknown) {
      if (unknown.getBaseType().hasRawClass(ServerFrame.class) && unknown.getTypeId() != null) {
        return new UnknownEvent(unknown.getTypeId());
      }
      throw Refusal.ofServerFrame(unknown);
    } catch (JacksonException refused) {
      throw Refusal.ofServerFrame(refused);
    }
  }

  /** Reads a frame from a server, as {@link #decodeServerFrame(byte[])}. */
  public ServerFrame decodeServerFrame(String frame) {
    return decodeServerFrame(frame.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the body of an HTTP answer with status 200; fields that this version does not know are
   * skipped.
   *
   * @throws ProtocolException if it is not a result of this protocol
   */
  public Result decodeResult(byte[] body) {
    try {
      return nonNull(results.<Result>readValue(body), "a result with a type");
    } catch (JacksonException refused) {
      throw Refusal.ofServerFrame(refused);
    }
  }

  /** Writes any value of the protocol as JSON text, to be stored. */
  public String json(Object value) {
    return mapper.writeValueAsString(value);
  }

  /**
   * Reads strictly what {@link #json} wrote.
   *
   * @throws ProtocolException if the text is not such a value
   */
  public <T> T read(String json, Class<T> type) {
    try {
      return nonNull(mapper.readValue(json, type), "a value");
    } catch (JacksonException refused) {
      throw Refusal.ofStored(refused);
    }
  }

  /** Any value of the protocol as a tree, to be compared or searched. */
  public JsonNode toTree(Object value) {
    return mapper.valueToTree(value);
  }

  private static void checkSize(int bytes) {
    if (bytes > Limits.FRAME_BYTES_MAX) {
      throw new ProtocolException(
          ErrorCode.TOO_LARGE,
          "a frame of %d bytes (expected: at most %d)".formatted(bytes, Limits.FRAME_BYTES_MAX));
    }
  }

  private void refuseNulls(ClientFrame read, byte[] bytes, int offset, int length) {
    try {
      Nothings.refuse(mapper, bytes, offset, length);
    } catch (ProtocolException refused) {
      throw refused.answering(read.id());
    }
  }

  /** The JSON {@code null} is a value to the library, and none to us. */
  private static <T> T nonNull(T read, String expected) {
    if (read == null) {
      throw new ProtocolException(ErrorCode.BAD_FRAME, "null (expected: " + expected + ")");
    }
    return read;
  }

  private static JsonMapper strictMapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.FRAME_NESTING_MAX)
                    .maxNumberLength(Limits.FRAME_NUMBER_CHARS_MAX)
                    .maxStringLength(Limits.FRAME_BYTES_MAX)
                    .maxNameLength(Limits.NAME_CHARS_MAX)
                    .build())
            .build();
    return JsonMapper.builder(factory)
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        // The body of an HTTP request is a command without its type.
        .disable(MapperFeature.REQUIRE_TYPE_ID_FOR_SUBTYPES)
        // Fields are written in the order in which the records declare and describe them.
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .withCoercionConfig(LogicalType.Textual, FrameCodec::refuseScalars)
        .withCoercionConfig(LogicalType.Enum, FrameCodec::refuseEmpty)
        .withCoercionConfig(LogicalType.POJO, FrameCodec::refuseEmpty)
        .annotationIntrospector(new RequiredFields())
        .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .changeDefaultPropertyInclusion(
            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
        .addModule(
            new SimpleModule("drawbridge").addDeserializer(Instant.class, new InstantReader()))
        .build();
  }

  private static void refuseScalars(MutableCoercionConfig config) {
    config
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  private static void refuseEmpty(MutableCoercionConfig config) {
    config
        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail);
  }
}
