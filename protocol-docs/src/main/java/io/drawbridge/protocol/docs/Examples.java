package io.drawbridge.protocol.docs;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.ProtocolVersion;
import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.frame.LimitsView;
import io.drawbridge.protocol.id.Id;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Makes an example of any record of the protocol, as it is on the wire. */
final class Examples {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final FrameCodec CODEC = new FrameCodec();

  /** The example value of a field, by {@code Record.field} or else by field. */
  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("access_token", "eyJhbGciOiJIUzI1NiJ9.e30.c2ln"),
          Map.entry("refresh_token", "Zk3vQ0d1c2x2"),
          Map.entry("api_token", "Q1mTb2xkZ2F0"),
          Map.entry("token", "DAS9VnYtMXRp"),
          Map.entry("after", "n.eyJwb3MiOjF9"),
          Map.entry("next", "n.eyJwb3MiOjF9"),
          Map.entry("audience", "a1c"),
          Map.entry("node", "n_05m2r9k7v4x1b"),
          Map.entry("capabilities", "resume"),
          Map.entry("code", "7K3M-Q9ZD-04TB"),
          Map.entry("client_id", "01J9ZK7"),
          Map.entry("password", "correct horse battery"),
          Map.entry("new_password", "correct horse battery"),
          Map.entry("current_password", "incorrect horse battery"),
          Map.entry("device", "laptop"),
          Map.entry("email", "sam@partner.example"),
          Map.entry("emoji", "👍"),
          Map.entry("external_mail_domains", "partner.example"),
          Map.entry("mail_domains", "partner.example"),
          Map.entry("url", "https://chat.acme.example/#join=DAS9VnYtMXRp"),
          Map.entry("external_mail_domains_approved", "partner.example"),
          Map.entry("external_mail_domains_refused", "webmail.example"),
          Map.entry("webhook.subscribe.url", "https://archive.acme.example/events"),
          Map.entry(
              "WebhookSecret.url",
              "https://chat.acme.example/hooks/h_3d7c1x9v5q2mb/1-DAS9VnYtMXRp"),
          Map.entry("secret", "1-DAS9VnYtMXRp"),
          Map.entry("host", "archive.acme.example"),
          Map.entry("endpoint", "https://push.example.net/send/8f2c1d"),
          Map.entry(
              "p256dh",
              "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcx"
                  + "aOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
          Map.entry("auth", "BTBZMqHH6r4Tts7J_aSIgg"),
          Map.entry(
              "web_key",
              "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIg"
                  + "Dll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"),
          Map.entry("push.subscribe.name", "Ada's phone"),
          Map.entry("PushDevice.name", "Ada's phone"),
          Map.entry("idempotency_key", "01J9ZK7"),
          Map.entry("date", "2026-05-01"),
          Map.entry("description", "Tells the weather of a city."),
          Map.entry("usage", "[city]"),
          Map.entry("RegisterSlash.name", "weather"),
          Map.entry("UnregisterSlash.name", "weather"),
          Map.entry("RunSlash.name", "weather"),
          Map.entry("RunSlash.text", "Delft"),
          Map.entry("SlashView.name", "weather"),
          Map.entry("SlashAsked.name", "weather"),
          Map.entry("SlashAsked.text", "Delft"),
          Map.entry("SlashAnswered.text", "Delft: **12 °C**, rain."),
          Map.entry("AnswerSlash.text", "Delft: **12 °C**, rain."),
          Map.entry("group_name", "Bridges"),
          Map.entry("ConversationView.name", "Bridges"),
          Map.entry("NoticeView.name", "Bridges"),
          Map.entry("keywords", "bridge"),
          Map.entry("Begin.name", "offer.pdf"),
          Map.entry("Forwarded.author", "Ada"),
          Map.entry("FileView.name", "offer.pdf"),
          Map.entry("FileVersion.name", "offer.pdf"),
          Map.entry("FileView.type", "application/pdf"),
          Map.entry("FileVersion.type", "application/pdf"),
          Map.entry("sha256", "5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592"),
          Map.entry("name", "Ada"),
          Map.entry("inviter", "Ada"),
          Map.entry("message", "not found"),
          Map.entry("note", "Here is the thread on the offer."),
          Map.entry("prefix", "sa"),
          Map.entry("preview", "Here is the **offer** …"),
          Map.entry("question", "Where do we meet?"),
          Map.entry("LinkPreview.url", "https://delft.example/bridges"),
          Map.entry("LinkPreview.title", "The bridges of Delft"),
          Map.entry("LinkPreview.description", "All seventy of them, with pictures."),
          Map.entry("site", "Delft"),
          Map.entry("options", "Delft"),
          Map.entry("reason", "the project is over"),
          Map.entry("relation", "supplier"),
          Map.entry("since", "1763776800123456"),
          Map.entry("status_text", "in Delft until noon"),
          Map.entry("subject", "Offer for the bridge"),
          Map.entry("title", "Offer for the bridge"),
          Map.entry("account.update.title", "Counsel"),
          Map.entry("Card.title", "Counsel"),
          Map.entry("organisation", "Partner Ltd"),
          Map.entry("time_zone", "Europe/Amsterdam"),
          Map.entry("Presence.text", "in Delft until noon"),
          Map.entry("text", "Here is the **offer**, see page 2."),
          Map.entry("workspace_name", "Acme"));

  private static final Map<String, String> INSTANTS =
      Map.of(
          "until", "2027-01-31T12:00:00Z",
          "access_expires_at", "2026-11-22T10:10:00Z",
          "expires_at", "2026-12-06T10:00:00Z",
          "code_expires_at", "2026-11-23T10:00:00Z");

  private static final Map<String, Long> NUMBERS =
      Map.ofEntries(
          Map.entry("before", 1_763_776_700_000_001L),
          Map.entry("begins", 0L),
          Map.entry("cursor", 1_763_776_700_000_001L),
          Map.entry("quote", 1_763_776_700_000_001L),
          Map.entry("read", 1_763_776_700_000_001L),
          Map.entry("read_pos", 1_763_776_700_000_001L),
          Map.entry("target", 1_763_776_700_000_001L),
          Map.entry("commit_micros", 900L),
          Map.entry("fence_micros", 410L),
          Map.entry("lock_micros", 180L),
          Map.entry("total_micros", 1_490L),
          Map.entry("days", 30L),
          Map.entry("uses_max", 10L),
          Map.entry("uses", 3L),
          Map.entry("used", 12L),
          Map.entry("soft", 14L),
          Map.entry("max", 15L),
          Map.entry("members", 20L),
          Map.entry("choices", 0L),
          Map.entry("mine", 0L),
          Map.entry("counts", 4L),
          Map.entry("voters", 4L),
          Map.entry("external_days_max", 90L),
          Map.entry("idle_days", 30L),
          Map.entry("orphan_grace_days", 7L),
          Map.entry("confirm_days", 90L),
          Map.entry("external_days_default", 30L),
          Map.entry("version", (long) ProtocolVersion.CURRENT),
          Map.entry("epoch", 4_711L),
          Map.entry("ErrorFrame.id", 7L),
          Map.entry("limit", 50L),
          Map.entry("FileView.version", 2L),
          Map.entry("FileVersion.version", 2L),
          Map.entry("size", 182_044L),
          Map.entry("received", 65_536L),
          Map.entry("retry_after_ms", 1_500L),
          Map.entry("reconnect_after_ms", 2_100L));

  private static final Map<String, String> IDS =
      Map.ofEntries(
          Map.entry("a_", "a_0dr5v2m8k4q1t"),
          Map.entry("c_", "c_1f3z8t0p6y2wd"),
          Map.entry("w_", "w_0b7xq2n9s3h6c"),
          Map.entry("s_", "s_05m2r9k7v4x1b"),
          Map.entry("i_", "i_0q8c4n1z6t3hj"),
          Map.entry("j_", "j_1k5s9d0v7m2xb"),
          Map.entry("f_", "f_2c9v4x7d1q6rm"),
          Map.entry("h_", "h_3d7c1x9v5q2mb"),
          Map.entry("d_", "d_1p7t3k9z5w0cn"),
          Map.entry("p_", "p_2q8n5w1k6t0zc"),
          Map.entry("k_", "k_3d7c1x9v5q2mb"),
          Map.entry("q_", "q_1v6n0c4z8k3ts"),
          Map.entry("r_", "r_0n4w8c3h6p1tz"),
          Map.entry("n_", "n_05m2r9k7v4x1b"),
          Map.entry("m_", "m_4e8f1b6s0w3nd"));

  private static final Set<String> FALSE =
      Set.of(
          "bot", "suspended", "foreign", "details_locked", "replies_locked", "resync", "all_paths");

  private static final Map<String, String> ENUMS =
      Map.of("Path.kind", "group", "role", "member", "external_class_after", "multi");

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");

  private Examples() {}

  /** A command in its frame. */
  static ObjectNode command(Class<?> type) {
    ObjectNode frame = JSON.objectNode().put("id", 7);
    frame.set("command", fitting(type));
    return frame;
  }

  /** A result in its frame. */
  static ObjectNode reply(Class<?> type) {
    ObjectNode frame = JSON.objectNode().put("type", "reply").put("id", 7);
    frame.set("result", of(type));
    return frame;
  }

  /** Any record, with every field there. */
  static ObjectNode of(Class<?> type) {
    if (type == LimitsView.class) {
      return (ObjectNode) CODEC.toTree(LimitsView.current());
    }
    ObjectNode record = named(type);
    for (WireField field : WireField.of(type)) {
      if (!alternative(record, field)) {
        record.set(field.name(), value(type, field, field.type()));
      }
    }
    return record;
  }

  /** A roster's entry is a person, a group or an address. */
  private static boolean alternative(ObjectNode record, WireField field) {
    return record.has("person")
        && field.optional()
        && Set.of("group", "group_name", "email", "invitation").contains(field.name());
  }

  /** With those optional fields that go together: some commands take one of several. */
  private static ObjectNode fitting(Class<?> type) {
    ObjectNode command = named(type);
    for (WireField field : WireField.of(type)) {
      if (!field.optional()) {
        command.set(field.name(), value(type, field, field.type()));
      }
    }
    for (WireField field : WireField.of(type)) {
      if (field.optional()) {
        boolean was = valid(type, command);
        command.set(field.name(), value(type, field, field.type()));
        if (was && !valid(type, command)) {
          command.remove(field.name());
        }
      }
    }
    return ordered(type, command);
  }

  private static ObjectNode ordered(Class<?> type, ObjectNode command) {
    ObjectNode ordered = named(type);
    WireField.of(type).stream()
        .map(WireField::name)
        .filter(command::has)
        .forEach(name -> ordered.set(name, command.get(name)));
    return ordered;
  }

  private static boolean valid(Class<?> type, ObjectNode command) {
    ObjectNode body = command.deepCopy();
    body.remove("type");
    try {
      CODEC.decodeCommand(
          CommandTypes.nameOf(type.asSubclass(Command.class)),
          body.toString().getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (ProtocolException refused) {
      return false;
    }
  }

  private static ObjectNode named(Class<?> type) {
    ObjectNode record = JSON.objectNode();
    JsonTypeName name = type.getAnnotation(JsonTypeName.class);
    if (name != null) {
      record.put("type", name.value());
    }
    return record;
  }

  private static JsonNode value(Class<?> owner, WireField field, Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      ArrayNode list = JSON.arrayNode();
      list.add(value(owner, field, generic.getActualTypeArguments()[0]));
      return list;
    }
    Class<?> plain =
        (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    String place = owner.getSimpleName() + "." + field.name();
    if (plain == boolean.class || plain == Boolean.class) {
      return BooleanNode.valueOf(!FALSE.contains(field.name()));
    } else if (plain == Instant.class) {
      return StringNode.valueOf(INSTANTS.getOrDefault(field.name(), NOW.toString()));
    } else if (plain == int.class || plain == Integer.class) {
      return LongNode.valueOf(number(place, field.name(), 3));
    } else if (plain == long.class || plain == Long.class) {
      return LongNode.valueOf(number(place, field.name(), 1_763_776_800_123_456L));
    } else if (Id.class.isAssignableFrom(plain)) {
      return StringNode.valueOf(IDS.get(WireField.prefix(plain)));
    } else if (plain.isEnum()) {
      return StringNode.valueOf(constant(place, plain));
    } else if (plain.isSealed()) {
      return of(telling(plain));
    } else if (plain.isRecord() && !WireField.isText(plain)) {
      return of(plain);
    }
    String text = TEXTS.getOrDefault(place, TEXTS.getOrDefault(field.name(), field.name()));
    return StringNode.valueOf(text);
  }

  private static long number(String place, String name, long otherwise) {
    return NUMBERS.getOrDefault(place, NUMBERS.getOrDefault(name, otherwise));
  }

  private static String constant(String place, Class<?> type) {
    String field = place.substring(place.indexOf('.') + 1);
    String first = ((WireName) type.getEnumConstants()[0]).wire();
    return ENUMS.getOrDefault(place, ENUMS.getOrDefault(field, first));
  }

  /** Of several kinds the first one that says something. */
  private static Class<?> telling(Class<?> sealed) {
    Class<?>[] kinds = sealed.getPermittedSubclasses();
    return Arrays.stream(kinds)
        .filter(kind -> kind.getRecordComponents().length > 0)
        .findFirst()
        .orElse(kinds[0]);
  }
}
