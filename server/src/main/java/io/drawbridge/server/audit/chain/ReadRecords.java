package io.drawbridge.server.audit.chain;

import io.drawbridge.protocol.audit.AuditEntry;
import io.drawbridge.protocol.audit.AuditFilter;
import io.drawbridge.protocol.audit.AuditedField;
import io.drawbridge.protocol.audit.AuditedThing;
import io.drawbridge.protocol.audit.Json;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads sealed records as a list shows them. Stateless. */
public final class ReadRecords {
  private static final int THINGS_MAX = 20;
  private static final String WHAT = "what";

  private final ChainStore store = new ChainStore();

  /**
   * Records of a chain.
   *
   * @param epoch of the snapshot
   */
  public record Page(List<AuditEntry> records, long epoch) {}

  /** The records before a position that are wanted, the newest first. */
  public Page newest(
      Handle snapshot, long chain, AccountId reader, long before, AuditFilter wanted, int max) {
    List<ChainStore.Row> rows = store.newest(snapshot, chain, before, wanted, max);
    Map<Long, Json.Obj> texts = store.texts(snapshot, chain, rows, reader);
    long epoch = store.head(snapshot, chain, 1).map(ChainStore.Head::epoch).orElse(0L);
    return new Page(
        rows.stream()
            .map(row -> entry(row, texts.getOrDefault(row.position(), Json.Obj.EMPTY)))
            .toList(),
        epoch);
  }

  private static AuditEntry entry(ChainStore.Row row, Json.Obj opened) {
    Json.Obj record = row.record();
    List<AuditedThing> before = things(record, "before", opened);
    List<AuditedThing> after = things(record, "after", opened);
    return new AuditEntry(
        row.position(),
        Instant.parse(record.text("at").orElseThrow()),
        record.text("action").orElseThrow(),
        record.text("actor_kind").orElseThrow(),
        record.text("actor").map(AccountId::parse),
        record.text("session").map(SessionId::parse),
        record.text("person").map(AccountId::parse),
        record.text("conversation").map(ConversationId::parse),
        record.text("group").map(ConversationId::parse),
        record.text("address"),
        text(opened, "reason"),
        first(before),
        first(after),
        before.size() > THINGS_MAX || after.size() > THINGS_MAX);
  }

  private static List<AuditedThing> first(List<AuditedThing> things) {
    return things.subList(0, Math.min(THINGS_MAX, things.size()));
  }

  private static List<AuditedThing> things(Json.Obj record, String side, Json.Obj opened) {
    List<AuditedThing> things = new ArrayList<>();
    if (record.field(side).orElseThrow() instanceof Json.Arr list) {
      for (Json item : list.items()) {
        if (item instanceof Json.Obj thing) {
          things.add(thing(thing, "%s/%d/".formatted(side, things.size()), opened));
        }
      }
    }
    return things;
  }

  private static AuditedThing thing(Json.Obj thing, String place, Json.Obj opened) {
    List<AuditedField> fields =
        thing.fields().keySet().stream()
            .filter(name -> !name.equals(WHAT))
            .map(name ->
                new AuditedField(name, thing.text(name).or(() -> text(opened, place + name))))
            .toList();
    return new AuditedThing(thing.text(WHAT).orElse(""), fields);
  }

  private static Optional<String> text(Json.Obj opened, String place) {
    return opened.object(place).flatMap(it -> it.text("value"));
  }
}
