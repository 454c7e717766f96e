package io.drawbridge.server.audit.chain;

import io.drawbridge.protocol.audit.AuditHash;
import io.drawbridge.protocol.audit.CanonicalJson;
import io.drawbridge.protocol.audit.Json;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gives a record the form in which it is sealed: ids as on the wire, and a hash in the place of
 * each text that somebody made up, such as a reason or a name. Stateless but for its randomness.
 */
final class RecordForm {
  private static final int SALT_BYTES = 16;
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final FrameCodec codec;
  private final SecureRandom random;

  RecordForm(FrameCodec codec, SecureRandom random) {
    this.codec = codec;
    this.random = random;
  }

  static String time(Instant at) {
    return MICROS.format(at);
  }

  SealedRecord seal(Unsealed source, Unsealed.Chain chain, long position, byte[] previous) {
    List<SealedRecord.Text> texts = new ArrayList<>();
    TreeMap<String, Json> fields = new TreeMap<>();
    fields.put("chain", new Json.Text(chain.name()));
    fields.put("position", new Json.Whole(position));
    source
        .log()
        .ifPresent(log -> {
          fields.put("log", new Json.Text(log));
          fields.put("epoch", new Json.Whole(source.place().number()));
        });
    fields.put("action", new Json.Text(source.action()));
    fields.put("actor_kind", new Json.Text(source.actorKind()));
    put(fields, "actor", source.actor().map(AccountId::new));
    put(fields, "session", source.session().map(SessionId::new));
    put(fields, "conversation", source.conversation().map(ConversationId::new));
    put(fields, "person", source.person().map(AccountId::new));
    put(fields, "group", source.group().map(ConversationId::new));
    put(fields, "address", source.address());
    source
        .reason()
        .ifPresent(text -> fields.put("reason", hidden(texts, "reason", text, Optional.empty())));
    fields.put("before", facts(source, "before", source.before(), texts));
    fields.put("after", facts(source, "after", source.after(), texts));
    fields.put("at", new Json.Text(time(source.at())));
    Json.Obj record = new Json.Obj(fields);
    byte[] hash = AuditHash.next(previous, CanonicalJson.write(record));
    return new SealedRecord(source, chain, position, record, hash, List.copyOf(texts));
  }

  private static void put(Map<String, Json> fields, String name, Optional<?> value) {
    value.ifPresent(it -> fields.put(name, new Json.Text(it.toString())));
  }

  private Json facts(Unsealed source, String side, String json, List<SealedRecord.Text> texts) {
    List<Json> items = new ArrayList<>();
    for (Map<?, ?> fact : codec.read(json, Map[].class)) {
      items.add(fact(source, "%s/%d/".formatted(side, items.size()), fact, texts));
    }
    return new Json.Arr(items);
  }

  private Json fact(Unsealed source, String place, Map<?, ?> fact, List<SealedRecord.Text> texts) {
    String what = String.valueOf(fact.get("what"));
    TreeMap<String, Json> fields = new TreeMap<>();
    fact.forEach((key, value) -> {
      String name = String.valueOf(key);
      String text = String.valueOf(value);
      fields.put(
          name,
          name.equals("name")
              ? hidden(texts, place + name, text, named(what, fact))
              : new Json.Text(FactIds.wire(source, what, name, text)));
    });
    return new Json.Obj(fields);
  }

  /** The conversation whose name a fact tells. */
  private static Optional<Long> named(String what, Map<?, ?> fact) {
    return what.equals("conversation")
        ? Optional.of(Long.valueOf(String.valueOf(fact.get("id"))))
        : Optional.empty();
  }

  private Json hidden(
      List<SealedRecord.Text> texts, String place, String text, Optional<Long> conversation) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    texts.add(new SealedRecord.Text(place, salt, text, conversation));
    return AuditHash.commitment(salt, text);
  }
}
