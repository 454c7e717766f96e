package io.drawbridge.protocol.docs;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.codec.ResultTypes;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.EventTypes;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.id.Id;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes the protocol's types for TypeScript, and for editors that read JSDoc: each record as an
 * interface, and by wire name which command answers what. Enumerations that a server sends may grow
 * in later versions; they stay plain unions, because a client that knows none of a value can only
 * ignore it.
 */
final class TypeScript {
  /** What {@link JavaScript} writes, which stands beside it. */
  private static final String TABLES =
      """

      export const VERSION: number;
      export const MUTATIONS: ReadonlySet<string>;
      export const OPEN: ReadonlySet<string>;
      export const LOG_EVENTS: ReadonlySet<string>;
      export const ERRORS: Readonly<Record<string, {status: number, retry: string}>>;
      export const CLOSES: Readonly<Record<number, {code: string, reconnect: string, meaning: string}>>;
      export const LIMITS: Readonly<Record<string, number>>;
      """;

  private final Map<String, String> definitions = new TreeMap<>();

  private TypeScript() {}

  static String text() {
    return new TypeScript().make();
  }

  private String make() {
    StringBuilder text = new StringBuilder("// Made by `./drawbridge docs` from the records.\n");
    text.append(TABLES);
    table(text, "Commands", "What each command takes.", CommandTypes.names(), this::body);
    table(text, "Answers", "What each command answers.", CommandTypes.names(), this::answer);
    table(text, "Results", "Each answer by its type.", ResultTypes.names(), this::result);
    table(text, "Events", "Each event by its type.", EventTypes.names(), this::event);
    String log =
        EventTypes.names().stream()
            .filter(EventTypes::log)
            .map(TypeScript::quoted)
            .collect(Collectors.joining(" | "));
    text.append("\n/** Events with a position. */\nexport type LogEventType = ").append(log);
    text.append(";\n\nexport type CommandType = keyof Commands;")
        .append("\nexport type EventType = keyof Events;")
        .append("\nexport type LogEvent = Events[LogEventType];")
        .append("\nexport type ErrorCode = ")
        .append(union(ErrorCode.class))
        .append(";\nexport type CloseReason = ")
        .append(union(CloseCode.class))
        .append(";\n\n/** A frame of the server that is no event. */\nexport type OtherFrame = ")
        .append(reference(Hello.class) + " | " + reference(ErrorFrame.class))
        .append(" | {type: 'reply', id: number, result: Results[keyof Results]};\n");
    definitions.values().forEach(text::append);
    return text.toString();
  }

  /** The type of one name. */
  private interface Entry {
    String of(String name);
  }

  private static void table(
      StringBuilder text, String name, String about, Iterable<String> names, Entry entry) {
    text.append("\n/** ")
        .append(about)
        .append(" */\nexport interface ")
        .append(name)
        .append(" {\n");
    names.forEach(each ->
        text.append("  ").append(quoted(each)).append(": ").append(entry.of(each)).append(";\n"));
    text.append("}\n");
  }

  private String body(String name) {
    return reference(CommandTypes.find(name).orElseThrow());
  }

  private String answer(String name) {
    return reference(CommandTypes.resultOf(name));
  }

  private String result(String name) {
    return reference(ResultTypes.find(name).orElseThrow());
  }

  private String event(String name) {
    return reference(EventTypes.find(name).orElseThrow());
  }

  private String reference(Class<?> type) {
    String name = Schemas.name(type);
    if (!definitions.containsKey(name)) {
      definitions.put(name, ""); // so that a type may hold itself
      definitions.put(name, type.isSealed() ? sealed(type, name) : object(type, name));
    }
    return name;
  }

  private String sealed(Class<?> type, String name) {
    String leaves =
        Schemas.leaves(type).stream().map(this::reference).collect(Collectors.joining(" | "));
    return comment("", Texts.of(type)) + "export type " + name + " = " + leaves + ";\n";
  }

  /** A command's type is what names it, and its client id is added if it is left out. */
  private String object(Class<?> type, String name) {
    boolean command = CommandTypes.names().contains(wireName(type));
    StringBuilder text = new StringBuilder(comment("", Texts.of(type)));
    text.append("export interface ").append(name).append(" {\n");
    if (!command && !wireName(type).isEmpty()) {
      text.append("  type: ").append(quoted(wireName(type))).append(";\n");
    }
    for (WireField field : WireField.of(type)) {
      boolean optional = field.optional() || (command && field.name().equals("client_id"));
      text.append(comment("  ", field.text()))
          .append("  ")
          .append(field.name())
          .append(optional ? "?: " : ": ")
          .append(value(field.type()))
          .append(";\n");
    }
    return text.append("}\n").toString();
  }

  private static String wireName(Class<?> type) {
    JsonTypeName name = type.getAnnotation(JsonTypeName.class);
    return name == null ? "" : name.value();
  }

  private String value(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      return "Array<" + value(generic.getActualTypeArguments()[0]) + ">";
    }
    Class<?> plain =
        (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    if (plain == boolean.class || plain == Boolean.class) {
      return "boolean";
    } else if (plain.isPrimitive() || Number.class.isAssignableFrom(plain)) {
      return "number";
    } else if (plain == String.class
        || plain == Instant.class
        || WireField.isText(plain)
        || Id.class.isAssignableFrom(plain)) {
      return "string";
    }
    return plain.isEnum() ? union(plain) : reference(plain);
  }

  private static String union(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(each -> quoted(((WireName) each).wire()))
        .collect(Collectors.joining(" | "));
  }

  private static String comment(String indent, String text) {
    return (indent.isEmpty() ? "\n" : "") + indent + "/** " + text.replace("*/", "*\\/") + " */\n";
  }

  private static String quoted(String name) {
    return "'" + name + "'";
  }
}
