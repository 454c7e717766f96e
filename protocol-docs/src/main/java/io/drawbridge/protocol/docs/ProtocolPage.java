package io.drawbridge.protocol.docs;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.codec.ResultTypes;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.EventTypes;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.id.Id;
import io.drawbridge.protocol.result.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes docs/protocol.md: the text about the protocol as a whole stands in a template, and all
 * else is made from the records.
 */
final class ProtocolPage {
  private static final String TEMPLATE = "protocol.md";

  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("session", "Sessions"),
          Map.entry("account", "Accounts"),
          Map.entry("link", "Mailed links"),
          Map.entry("workspace", "Workspaces"),
          Map.entry("bot", "Bots"),
          Map.entry("group", "Groups"),
          Map.entry("thread", "Threads"),
          Map.entry("dm", "DMs"),
          Map.entry("conversation", "Conversations"),
          Map.entry("member", "Members"),
          Map.entry("policy", "Policies"),
          Map.entry("invitation", "Invitations"),
          Map.entry("join_link", "Join links"),
          Map.entry("join_request", "Requests to join"),
          Map.entry("external", "Externals"),
          Map.entry("ledger", "Ledger"),
          Map.entry("audit", "Audit"),
          Map.entry("hold", "Legal holds"),
          Map.entry("message", "Messages"),
          Map.entry("draft", "Drafts"),
          Map.entry("scheduled", "Scheduled messages"),
          Map.entry("poll", "Polls"),
          Map.entry("preview", "Previews of links"),
          Map.entry("file", "Files"),
          Map.entry("mail", "Mail"),
          Map.entry("inbox", "Inbox"),
          Map.entry("marker", "Read marks"),
          Map.entry("receipt", "Receipts"),
          Map.entry("notice", "Notices"),
          Map.entry("notify", "What one is told of"),
          Map.entry("interest", "Interest"),
          Map.entry("typing", "Typing"),
          Map.entry("presence", "Presence"),
          Map.entry("people", "People"),
          Map.entry("push", "Pushes"),
          Map.entry("webhook", "Webhooks"),
          Map.entry("slash", "Slash commands"),
          Map.entry("block", "Blocks"),
          Map.entry("report", "Reports"));

  private final Set<String> resultsShown = new LinkedHashSet<>();
  private final Set<Class<?>> parts = new LinkedHashSet<>();

  private ProtocolPage() {}

  static String text() {
    return new ProtocolPage().make();
  }

  private String make() {
    String hello = fields(Hello.class) + "\n" + example(Examples.of(Hello.class));
    String commands = commands();
    String error = example(Examples.of(ErrorFrame.class));
    // Last: by now all parts have been met.
    return template()
        .replace("{{hello}}\n", hello)
        .replace("{{commands}}\n", commands)
        .replace("{{events_with_position}}\n", events(true))
        .replace("{{events_without_position}}\n", events(false))
        .replace("{{error}}\n", error)
        .replace("{{errors}}\n", errors())
        .replace("{{closes}}\n", closes())
        .replace("{{limits}}\n", limits())
        .replace("{{parts}}\n", parts());
  }

  private static String template() {
    try (InputStream in = ProtocolPage.class.getResourceAsStream(TEMPLATE)) {
      return new String(
          Objects.requireNonNull(in, TEMPLATE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String commands() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    CommandTypes.names()
        .forEach(name ->
            groups
                .computeIfAbsent(name.substring(0, name.indexOf('.')), _ -> new ArrayList<>())
                .add(name));
    List<String> all = new ArrayList<>();
    groups.forEach((prefix, names) -> {
      all.add("### " + title(prefix) + "\n");
      names.forEach(name -> all.add(command(name)));
    });
    return String.join("\n", all);
  }

  private static String title(String prefix) {
    return Objects.requireNonNull(TITLES.get(prefix), "no title for commands of " + prefix);
  }

  private String command(String name) {
    StringBuilder all = new StringBuilder();
    Class<?> type = CommandTypes.find(name).orElseThrow();
    Class<? extends Result> result = CommandTypes.resultOf(name);
    String mark =
        CommandTypes.unauthenticated(name)
            ? "*open*. "
            : CommandTypes.mutation(name) ? "*changes*. " : "";
    all.append("#### `").append(name).append("`\n\n").append(mark).append(Texts.of(type));
    all.append(" Answers `").append(ResultTypes.nameOf(result)).append("`.\n\n");
    all.append(spaced(fields(type))).append(example(Examples.command(type)));
    if (resultsShown.add(ResultTypes.nameOf(result))) {
      all.append("\nResult `").append(ResultTypes.nameOf(result)).append("`: ");
      all.append(Texts.of(result)).append("\n\n");
      all.append(spaced(fields(result))).append(example(Examples.reply(result)));
    }
    return all.toString();
  }

  private String events(boolean withPosition) {
    return EventTypes.names().stream()
        .filter(name -> EventTypes.log(name) == withPosition)
        .map(this::event)
        .collect(Collectors.joining("\n"));
  }

  private String event(String name) {
    Class<?> type = EventTypes.find(name).orElseThrow();
    return "#### `%s`\n\n%s\n\n%s%s"
        .formatted(name, Texts.of(type), spaced(fields(type)), example(Examples.of(type)));
  }

  private String fields(Class<?> type) {
    return WireField.of(type).stream()
        .filter(field -> !field.name().equals("client_id"))
        .map(this::line)
        .collect(Collectors.joining());
  }

  private String line(WireField field) {
    return "- `%s`%s: %s%s\n"
        .formatted(
            field.name(), field.optional() ? " *optional*" : "", field.text(), kind(field.type()));
  }

  /** Says where the field's own form is described: the values of an enum, or a part. */
  private String kind(Type type) {
    Type plain =
        type instanceof ParameterizedType generic && generic.getRawType() == List.class
            ? generic.getActualTypeArguments()[0]
            : type;
    if (!(plain instanceof Class<?> known)) {
      return "";
    }
    if (known.isEnum()) {
      return "; one of " + values(known);
    }
    if (isPart(known)) {
      parts.add(known);
      return "; a ["
          + known.getSimpleName()
          + "](#"
          + known.getSimpleName().toLowerCase(Locale.ROOT)
          + ")";
    }
    return "";
  }

  private static String values(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(each -> "`" + ((WireName) each).wire() + "`")
        .collect(Collectors.joining(", "));
  }

  private static boolean isPart(Class<?> type) {
    return (type.isRecord() || type.isSealed())
        && !Id.class.isAssignableFrom(type)
        && !WireField.isText(type)
        && !Result.class.isAssignableFrom(type);
  }

  /** Parts of parts are met on the way. */
  private String parts() {
    StringBuilder all = new StringBuilder();
    Set<Class<?>> told = new LinkedHashSet<>();
    while (told.size() < parts.size()) {
      for (Class<?> part : List.copyOf(parts)) {
        if (told.add(part)) {
          all.append(all.isEmpty() ? "" : "\n").append(part(part));
        }
      }
    }
    return all.toString();
  }

  private String part(Class<?> type) {
    String head = "#### %s\n\n%s\n\n".formatted(type.getSimpleName(), Texts.of(type));
    return type.isSealed()
        ? head
            + Arrays.stream(type.getPermittedSubclasses())
                .map(this::variant)
                .collect(Collectors.joining())
        : head + fields(type);
  }

  private String variant(Class<?> type) {
    String name = type.getAnnotation(JsonTypeName.class).value();
    String fields =
        fields(type).lines().map(line -> "  " + line + "\n").collect(Collectors.joining());
    return "- `{\"type\":\"%s\"}`: %s\n%s".formatted(name, Texts.of(type), fields);
  }

  private static String spaced(String fields) {
    return fields.isEmpty() ? "" : fields + "\n";
  }

  private static String example(ObjectNode json) {
    return "```json\n" + Json.line(json) + "\n```\n";
  }

  private static String errors() {
    return Arrays.stream(ErrorCode.values())
        .map(code ->
            "| `%s` | %d | %s | %s |\n"
                .formatted(code.wire(), code.httpStatus(), code.retry().wire(), code.meaning()))
        .collect(Collectors.joining());
  }

  private static String closes() {
    return Arrays.stream(CloseCode.values())
        .map(code ->
            "| %d | `%s` | %s | %s |\n"
                .formatted(code.number(), code.wire(), code.reconnect().wire(), code.meaning()))
        .collect(Collectors.joining());
  }

  private static String limits() {
    return Arrays.stream(Limits.class.getFields())
        .map(limit ->
            "| `%s` | %s | %s |\n"
                .formatted(
                    limit.getName().toLowerCase(Locale.ROOT), value(limit), withoutStop(limit)))
        .collect(Collectors.joining());
  }

  private static String withoutStop(Field limit) {
    String text = Texts.of(limit);
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static String value(Field limit) {
    try {
      Object value = Objects.requireNonNull(limit.get(null));
      if (value instanceof Duration duration) {
        return duration.toDays() > 0
            ? duration.toDays() + " days"
            : duration.toMinutes() + " minutes";
      }
      return value.toString();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(limit + " cannot be read", e);
    }
  }
}
