package io.drawbridge.server.audit.chain;

import io.drawbridge.protocol.audit.AuditExport;
import io.drawbridge.protocol.audit.AuditFilter;
import io.drawbridge.protocol.audit.CanonicalJson;
import io.drawbridge.protocol.audit.Json;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads sealed records, with the texts that a reader may read. */
final class ChainStore {
  /**
   * A chain, as it stands.
   *
   * @param position of its last record
   * @param previous the hash before the record that was asked for, if there is a record before it
   * @param front the checkpoint that was signed there
   * @param epoch that its workspace has reached
   * @param checkpoints how many were signed from that record on
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares hashes here
  record Head(
      String name,
      long position,
      byte[] hash,
      Optional<byte[]> previous,
      Optional<Json.Obj> front,
      long epoch,
      long checkpoints) {}

  /** A chain that has records, seen from one on. */
  Optional<Head> head(Handle handle, long chain, long from) {
    return handle
        .createQuery(
            """
            select c.name, c.position, c.hash, coalesce(d.epoch, 0) as epoch,
              case when c.dropped = :from - 1 then c.dropped_hash else (
                select s.hash from audit_seal s where s.chain = c.id and s.position = :from - 1)
              end as previous,
              (select k.line from audit_checkpoint k where k.chain = c.id and k.position = :from - 1)
                as front,
              (select count(*) from audit_checkpoint k where k.chain = c.id and k.position >= :from)
                as checkpoints
            from audit_chain c left join domain d on d.id = c.id where c.id = :chain
            """)
        .bind("chain", chain)
        .bind("from", from)
        .map((row, context) ->
            new Head(
                row.getString("name"),
                row.getLong("position"),
                row.getBytes("hash"),
                Optional.ofNullable(row.getBytes("previous")),
                Optional.ofNullable(row.getString("front")).map(ChainStore::object),
                row.getLong("epoch"),
                row.getLong("checkpoints")))
        .findOne();
  }

  /** The position up to which its records are kept no more; 0 if all are there. */
  Optional<Long> dropped(Handle handle, long chain) {
    return handle
        .createQuery("select dropped from audit_chain where id = :chain")
        .bind("chain", chain)
        .mapTo(Long.class)
        .findOne();
  }

  /**
   * A sealed record.
   *
   * @param checkpoint the line of the one that was signed for it
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares hashes here
  record Row(long position, byte[] hash, Json.Obj record, Optional<Json.Obj> checkpoint) {}

  /** The records behind a position. */
  List<Row> rows(Handle handle, long chain, long after, int max) {
    return handle
        .createQuery(
            """
            select s.position, s.hash, s.record, c.line
            from audit_seal s
            left join audit_checkpoint c on c.chain = s.chain and c.position = s.position
            where s.chain = :chain and s.position > :after
            order by s.position limit :max
            """)
        .bind("chain", chain)
        .bind("after", after)
        .bind("max", max)
        .map((row, context) -> row(row))
        .list();
  }

  /** The records before a position that are wanted, the newest first. */
  List<Row> newest(Handle handle, long chain, long before, AuditFilter wanted, int max) {
    return handle
        .createQuery(
            """
            select s.position, s.hash, s.record, null::text as line
            from audit_seal s
            where s.chain = :chain and s.position < :before
              and (cast(:action as text) is null or s.action = :action)
              and (cast(:actor as bigint) is null or s.actor = :actor)
              and (cast(:person as bigint) is null or s.person = :person)
              and (cast(:conversation as bigint) is null or s.conversation = :conversation)
              and (cast(:from as timestamptz) is null or s.at >= :from)
              and (cast(:to as timestamptz) is null or s.at < :to)
            order by s.position desc limit :max
            """)
        .bind("chain", chain)
        .bind("before", before)
        .bind("action", wanted.action())
        .bind("actor", wanted.actor().map(AccountId::value))
        .bind("person", wanted.person().map(AccountId::value))
        .bind("conversation", wanted.conversation().map(ConversationId::value))
        .bind("from", wanted.from())
        .bind("to", wanted.to())
        .bind("max", max)
        .map((row, context) -> row(row))
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("position"),
        row.getBytes("hash"),
        object(row.getString("record")),
        Optional.ofNullable(row.getString("line")).map(ChainStore::object));
  }

  private static Json.Obj object(String text) {
    return (Json.Obj) CanonicalJson.read(text);
  }

  /**
   * The texts of these records that the reader may read, by position, as exports have them: all but
   * the names of conversations that they may not know (7.3), and the reasons in their own log,
   * which others gave.
   */
  Map<Long, Json.Obj> texts(Handle handle, long chain, List<Row> rows, AccountId reader) {
    Map<Long, Json.Obj> opened = new HashMap<>();
    handle
        .createQuery(
            """
            select t.position, t.place, t.salt, t.text
            from audit_text t
            where t.chain = :chain and t.position = any(:positions)
              and (t.conversation is null or listed_name(:reader, t.conversation) is not null)
              and (t.chain <> :reader or t.place <> 'reason')
            """)
        .bind("chain", chain)
        .bindArray("positions", Long.class, rows.stream().map(Row::position).toArray())
        .bind("reader", reader.value())
        .map((row, context) ->
            Map.entry(
                row.getLong("position"),
                Json.Obj.EMPTY.with(
                    row.getString("place"),
                    AuditExport.opened(row.getBytes("salt"), row.getString("text")))))
        .forEach(each ->
            opened.merge(
                each.getKey(),
                each.getValue(),
                (before, more) -> {
                  String place = more.fields().firstKey();
                  return before.with(place, more.field(place).orElseThrow());
                }));
    return opened;
  }
}
