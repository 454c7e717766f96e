package io.drawbridge.protocol.docs;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.ProtocolVersion;
import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.frame.EventTypes;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what a JavaScript client has to know of the protocol when it runs, as a module. */
final class JavaScript {
  private JavaScript() {}

  static String text() {
    return "// Made by `./drawbridge docs` from the records.\n// @ts-check\n\n"
        + ("export const VERSION = " + ProtocolVersion.CURRENT + ";\n")
        + set("MUTATIONS", "Commands that carry a client_id.", CommandTypes::mutation)
        + set("OPEN", "Commands that work without signing in.", CommandTypes::unauthenticated)
        + events()
        + table(
            "ERRORS",
            "The status that carries each error by HTTP, and whether asking again can help.",
            "string, {status: number, retry: string}",
            Stream.of(ErrorCode.values())
                .map(code ->
                    "%s: {status: %d, retry: '%s'}"
                        .formatted(code.wire(), code.httpStatus(), code.retry().wire())))
        + table(
            "CLOSES",
            "What to do after the server closed a connection with a code.",
            "number, {code: string, reconnect: string, meaning: string}",
            Stream.of(CloseCode.values())
                .map(code ->
                    "%d: {code: '%s', reconnect: '%s', meaning: '%s'}"
                        .formatted(
                            code.number(),
                            code.wire(),
                            code.reconnect().wire(),
                            code.meaning().replace("'", "\\'"))))
        + table(
            "LIMITS",
            "The limits of this version; times in milliseconds.",
            "string, number",
            Stream.of(Limits.class.getFields())
                .filter(field -> !limit(field).isEmpty())
                .map(JavaScript::limit));
  }

  private static String events() {
    return names(
        "LOG_EVENTS",
        "Events with a position.",
        EventTypes.names().stream().filter(EventTypes::log));
  }

  private static String set(String name, String about, Predicate<String> which) {
    return names(name, about, CommandTypes.names().stream().filter(which));
  }

  private static String names(String name, String about, Stream<String> values) {
    return "\n/** %s @type {ReadonlySet<string>} */\nexport const %s = new Set([\n%s]);\n"
        .formatted(
            about, name, values.map(each -> "  '" + each + "',\n").collect(Collectors.joining()));
  }

  private static String table(String name, String about, String types, Stream<String> entries) {
    return "\n/** %s @type {Readonly<Record<%s>>} */\nexport const %s = Object.freeze({\n%s});\n"
        .formatted(
            about,
            types,
            name,
            entries.map(each -> "  " + each + ",\n").collect(Collectors.joining()));
  }

  /** A limit as an entry; empty if it is no number. */
  private static String limit(Field field) {
    try {
      String name = field.getName().toLowerCase(Locale.ROOT);
      Object value = field.get(null);
      if (value instanceof Duration time) {
        return name + "_ms: " + time.toMillis();
      }
      return value instanceof Number ? name + ": " + value : "";
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
