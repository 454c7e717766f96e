package io.drawbridge.protocol.codec;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.text.Secret;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Says in the words of the protocol what the JSON library did not like.
 *
 * <p>The library's own exceptions quote what was received and name classes, so neither their text
 * nor they themselves go on.
 */
final class Refusal {

  private static final Map<Class<?>, String> EXPECTED =
      Map.ofEntries(
          Map.entry(String.class, "a string"),
          Map.entry(Secret.class, "a string"),
          Map.entry(Instant.class, "a time like 2026-01-31T12:00:00Z"),
          Map.entry(int.class, "an integer"),
          Map.entry(Integer.class, "an integer"),
          Map.entry(long.class, "an integer"),
          Map.entry(Long.class, "an integer"),
          Map.entry(boolean.class, "true or false"),
          Map.entry(AccountId.class, "an account id, a_…"),
          Map.entry(WorkspaceId.class, "a workspace id, w_…"),
          Map.entry(ConversationId.class, "a conversation id, c_…"),
          Map.entry(SessionId.class, "a session id, s_…"),
          Map.entry(InvitationId.class, "an invitation id, i_…"),
          Map.entry(JoinLinkId.class, "the id of a join link, j_…"),
          Map.entry(JoinRequestId.class, "the id of a request to join, r_…"));

  private static final List<String> SECRET_FIELDS = List.of("token", "password", "email", "text");

  private Refusal() {}

  /** A command is below the field {@code command}; what is wrong beside it makes a bad frame. */
  static ProtocolException ofClientFrame(JacksonException refused) {
    ProtocolException found = of(refused);
    boolean beside = found.code() == ErrorCode.INVALID && !found.field().startsWith("command.");
    return beside ? found.withCode(ErrorCode.BAD_FRAME) : found;
  }

  static ProtocolException ofCommand(JacksonException refused) {
    ProtocolException found = of(refused);
    boolean whole = found.code() == ErrorCode.INVALID && found.field().isEmpty();
    return whole && !(cause(refused) instanceof ProtocolException)
        ? found.withCode(ErrorCode.BAD_FRAME)
        : found;
  }

  static ProtocolException ofServerFrame(JacksonException refused) {
    return of(refused).withCode(ErrorCode.BAD_FRAME);
  }

  static ProtocolException ofStored(JacksonException refused) {
    return of(refused);
  }

  static ProtocolException unknownCommand(String path, String type) {
    return new ProtocolException(
        ErrorCode.UNKNOWN_COMMAND,
        path,
        "%s (expected: the type of a command)".formatted(ProtocolException.quoted(type)));
  }

  private static ProtocolException of(JacksonException refused) {
    String path = path(refused);
    if (cause(refused) instanceof ProtocolException ours) {
      return ours.within(path);
    }
    return switch (refused) {
      case InvalidTypeIdException unknown -> unknownType(path, unknown);
      case UnrecognizedPropertyException _ -> invalid(path, "unknown (expected: no such field)");
      case InvalidNullException _ -> invalid(path, "null (expected: a value)");
      case InvalidFormatException wrong -> invalid(path, received(path, wrong) + expected(wrong));
      case MismatchedInputException wrong -> mismatched(path, wrong);
      case StreamConstraintsException _ ->
          badFrame(path, "nested too deep, or too long a name, number or string" + at(refused));
      case InputCoercionException _ -> invalid(path, "out of range (expected: an integer)");
      case StreamReadException broken when isDuplicate(broken) ->
          badFrame(path, "the same key twice" + at(refused) + " (expected: each key once)");
      case DatabindException _ ->
          invalid(path, "not acceptable (expected: a value of the protocol)");
      default -> badFrame("", "not JSON" + at(refused) + " (expected: one JSON object in UTF-8)");
    };
  }

  private static ProtocolException unknownType(String path, InvalidTypeIdException unknown) {
    String type = path.isEmpty() ? "type" : path + ".type";
    String received = unknown.getTypeId();
    if (received == null) {
      return invalid(type, "absent (expected: a string)");
    }
    if (unknown.getBaseType().hasRawClass(Command.class)) {
      return unknownCommand(type, received);
    }
    return invalid(type, ProtocolException.quoted(received) + " (expected: a known type)");
  }

  private static ProtocolException mismatched(String path, MismatchedInputException wrong) {
    String message = String.valueOf(wrong.getOriginalMessage());
    if (message.startsWith("Trailing token")) {
      return badFrame("", "more after the end of the object (expected: one JSON object)");
    }
    if (message.startsWith("No content")) {
      return badFrame("", "empty (expected: one JSON object)");
    }
    if (message.startsWith("Missing required")) {
      return invalid(path, "absent" + expected(wrong));
    }
    if (message.startsWith("Cannot map `null`") || message.startsWith("Null value for")) {
      return invalid(path, "null" + expected(wrong));
    }
    return invalid(path, "of the wrong type" + expected(wrong));
  }

  private static String received(String path, InvalidFormatException wrong) {
    boolean secret =
        SECRET_FIELDS.stream().anyMatch(path::contains) || wrong.getTargetType() == Secret.class;
    return !secret && wrong.getValue() instanceof String text
        ? ProtocolException.quoted(text)
        : "of the wrong form";
  }

  private static String expected(MismatchedInputException wrong) {
    return " (expected: " + expected(wrong.getTargetType()) + ")";
  }

  private static String expected(Class<?> target) {
    if (target == null) {
      return "a value";
    }
    String known = EXPECTED.get(target);
    if (known != null) {
      return known;
    }
    if (target.isEnum() && WireName.class.isAssignableFrom(target)) {
      return WireName.oneOf(target.asSubclass(WireName.class));
    }
    if (Collection.class.isAssignableFrom(target)) {
      return "an array";
    }
    return target == Optional.class ? "a value of the right type" : "an object";
  }

  /** The path in wire names: {@code command.people[3]}. */
  private static String path(JacksonException refused) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : refused.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(fieldName(step.getPropertyName()));
      }
    }
    return path.toString();
  }

  /** An unknown field's name is whatever was sent: cut and cleaned like any echo. */
  private static String fieldName(String sent) {
    String quoted = ProtocolException.quoted(sent);
    return quoted.substring(1, quoted.length() - 1);
  }

  private static String at(JacksonException refused) {
    TokenStreamLocation location = refused.getLocation();
    long offset = location == null ? -1 : location.getByteOffset();
    return offset < 0 ? "" : " at byte " + offset;
  }

  private static boolean isDuplicate(StreamReadException broken) {
    return String.valueOf(broken.getOriginalMessage()).startsWith("Duplicate");
  }

  private static Throwable cause(JacksonException refused) {
    Throwable cause = refused;
    while (cause.getCause() != null && !(cause instanceof ProtocolException)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static ProtocolException invalid(String path, String problem) {
    return new ProtocolException(ErrorCode.INVALID, path, problem);
  }

  private static ProtocolException badFrame(String path, String problem) {
    return new ProtocolException(ErrorCode.BAD_FRAME, path, problem);
  }
}
