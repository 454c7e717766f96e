package io.drawbridge.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.Samples;
import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.text.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Leak165: every string and every array of every command has a limit. */
class CommandLimitsTest {

  private static final String LONGEST_ZONE = "America/Argentina/ComodRivadavia";

  /** By field name; a command that differs has an entry with its type. A new field needs one. */
  private static final Map<String, Integer> LIMITS =
      Map.ofEntries(
          Map.entry("clientId", 64),
          Map.entry("tab", 64),
          Map.entry("text", 16_384),
          Map.entry("question", 16_384),
          Map.entry("options", 20),
          Map.entry("choices", 20),
          Map.entry("presence.set text", 100),
          Map.entry("name", 100),
          Map.entry("conversation.rename name", 200),
          Map.entry("workspaceName", 100),
          Map.entry("prefix", 100),
          Map.entry("relation", 100),
          Map.entry("statusText", 100),
          Map.entry("title", 100),
          Map.entry("organisation", 100),
          Map.entry("timeZone", 32),
          Map.entry("subject", 200),
          Map.entry("note", 500),
          Map.entry("message.forward note", 16_384),
          Map.entry("reason", 500),
          Map.entry("confirm", 200),
          Map.entry("device", 100),
          Map.entry("deviceProof", 4_096),
          Map.entry("email", 254),
          Map.entry("emoji", 32),
          Map.entry("since", 512),
          Map.entry("after", 512),
          Map.entry("audience", 512),
          Map.entry("password", 256),
          Map.entry("currentPassword", 256),
          Map.entry("newPassword", 256),
          Map.entry("token", 4_096),
          Map.entry("code", 64),
          Map.entry("accessToken", 4_096),
          Map.entry("refreshToken", 4_096),
          Map.entry("apiToken", 4_096),
          Map.entry("people", 500),
          Map.entry("mailDomains", 100),
          Map.entry("rows", 500),
          Map.entry("keep", 50),
          Map.entry("keywords", 50),
          Map.entry("reset", 100),
          Map.entry("dm.open people", 9),
          Map.entry("presence.subscribe people", 200),
          Map.entry("groups", 50),
          Map.entry("query", 200),
          Map.entry("files", 10),
          Map.entry("file.begin name", 200),
          Map.entry("events", 8),
          Map.entry("url", 2_000),
          Map.entry("secret", 4_096),
          Map.entry("idempotencyKey", 64),
          Map.entry("date", 10),
          Map.entry("image", 54_616),
          Map.entry("description", 200),
          Map.entry("usage", 200),
          Map.entry("slash.register name", 32),
          Map.entry("slash.unregister name", 32),
          Map.entry("slash.run name", 32),
          Map.entry("slash.run text", 2_000),
          Map.entry("cursors", 200),
          Map.entry("conversations", 200));

  static Stream<Arguments> unboundedByThemselves() {
    return Samples.commandClasses()
        .flatMap(command ->
            Stream.of(command.getRecordComponents())
                .filter(component -> sized(component.getGenericType()))
                .map(component -> Arguments.of(command, component)));
  }

  @ParameterizedTest
  @MethodSource("unboundedByThemselves")
  void theLimitIsTakenAndOneMoreIsRefused(Class<?> command, RecordComponent component) {
    String name = component.getName();
    String place = CommandTypes.nameOf(command) + " " + name;
    int limit = LIMITS.getOrDefault(place, LIMITS.getOrDefault(name, -1));
    assertThat(limit).as("the limit of %s", place).isPositive();
    Object sample = sample(command, name);

    assertThatCode(() -> Samples.with(sample, name, ofSize(component, limit)))
        .doesNotThrowAnyException();
    ProtocolException refused =
        catchThrowableOfType(
            ProtocolException.class,
            () -> Samples.with(sample, name, ofSize(component, limit + 1)));
    assertThat(refused).as("one more than the limit of %s", place).isNotNull();
    assertThat(refused.field())
        .isEqualTo(name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @MethodSource("io.drawbridge.protocol.Samples#commandClasses")
  void noCommandHoldsAnythingElseWithoutALimit(Class<?> command) {
    for (RecordComponent component : command.getRecordComponents()) {
      Class<?> type = component.getType();
      assertThat(type.isArray()).isFalse();
      assertThat(type).isNotIn(Map.class, Object.class, java.util.Set.class);
    }
  }

  /** Gives, of several fields that exclude each other, the one under test. */
  private static Object sample(Class<?> command, String name) {
    Object sample = Samples.make(command, false);
    return switch (sample) {
      case MemberCommand.Add add when name.equals("email") ->
          new MemberCommand.Add(
              "1",
              add.conversation(),
              Optional.empty(),
              Optional.of("a@b.c"),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      case MemberCommand.PreviewAdd preview when name.equals("email") ->
          new MemberCommand.PreviewAdd(
              preview.conversation(),
              Optional.empty(),
              Optional.of("a@b.c"),
              Optional.empty(),
              Optional.empty());
      default -> sample;
    };
  }

  private static boolean sized(Type type) {
    return type instanceof ParameterizedType generic
        ? generic.getRawType() == List.class || sized(generic.getActualTypeArguments()[0])
        : type == String.class || type == Secret.class;
  }

  private static Object ofSize(RecordComponent component, int size) {
    return ofSize(component.getName(), component.getGenericType(), size);
  }

  private static Object ofSize(String name, Type type, int size) {
    if (type instanceof ParameterizedType generic) {
      Type element = generic.getActualTypeArguments()[0];
      return generic.getRawType() == List.class
          ? Collections.nCopies(size, element(element))
          : Optional.of(ofSize(name, element, size));
    }
    return text(name, (Class<?>) type, size);
  }

  private static Object element(Type type) {
    return type == String.class
        ? "partner.example"
        : type == Integer.class ? (Object) 1 : Samples.make((Class<?>) type, false);
  }

  private static Object text(String name, Class<?> type, int size) {
    String text =
        switch (name) {
          case "email" -> "a@" + domain(size - 2);
          // A joiner and an emoji are two chars; a heart is two with the mark of its style.
          case "emoji" ->
              (size % 2 == 0 ? "\u2764\ufe0f" : "\ud83d\ude80")
                  + "\u200d\ud83d\ude80".repeat((size - 1) / 2);
          case "date" -> "2026-05-01" + "1".repeat(size - 10);
          case "timeZone" ->
              size == LONGEST_ZONE.length() ? LONGEST_ZONE : LONGEST_ZONE.concat("a");
          default -> "a".repeat(size);
        };
    return type == Secret.class ? new Secret(text) : text;
  }

  /** No label of a domain is longer than 63 chars. */
  private static String domain(int size) {
    return IntStream.range(0, size)
        .mapToObj(at -> at % 61 == 60 && at < size - 1 ? "." : "b")
        .collect(Collectors.joining());
  }
}
