package io.drawbridge.server.audit.chain;

import io.drawbridge.protocol.audit.AuditHash;
import io.drawbridge.protocol.audit.CanonicalJson;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.delivery.log.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads what is in no chain yet, and writes chains. */
final class SealStore {
  /** The chain of what is of no workspace and no account. */
  private static final long SERVER = 0;

  /** The columns and the order of both sorts of records. */
  private static final String UNSEALED =
      """
      with unsealed as (
        select a.xid, a.scope, a.epoch as number, a.epoch, null::bigint as note, a.action, a.actor,
          a.actor_kind, a.session, a.workspace, a.conversation, a.person, a.grp, a.address, a.reason,
          a.before, a.after, a.at
        from audit a
        where not a.dropped and not canary_log(a.scope) and a.xid >= (select c.xid from audit_cursor c)
          and (a.xid, a.scope, a.epoch) > (cast(:xid as xid8), :scope, :number)
          and not exists (
            select from audit_seal s where s.scope = a.scope and s.epoch = a.epoch and s.note is null)
        union all
        select n.xid, 0, n.id, null, n.id, n.action, n.actor, n.actor_kind, n.session, n.workspace,
          n.conversation, n.person, null, n.address, null, '[]', n.told, n.at
        from audit_note n
        where n.xid >= (select c.xid from audit_cursor c)
          and (n.xid, 0, n.id) > (cast(:xid as xid8), :scope, :number)
          and not exists (select from audit_seal s where s.note = n.id)
        order by xid, scope, number
        limit :max
      )
      select u.xid::text as xid, u.scope, u.number, u.note, u.action, u.actor, u.actor_kind, u.session,
        u.conversation, u.person, u.grp, encode(u.address, 'hex') as address, u.reason,
        u.before::text as before, u.after::text as after, u.at,
        d.id is not null as of_domain, d.workspace as home, n.account,
        case
          when u.workspace is not null and (d.id is not null or u.note is not null) then array[u.workspace]
          when u.workspace is not null then array[u.workspace, u.scope]
          when d.id is not null then array[d.id]
          when u.note is not null and n.account is null then array[0::bigint]
          else array(
            select s.domain from held_seat s where s.person = coalesce(n.account, u.scope)
            union select coalesce(n.account, u.scope)
            order by 1)
        end as chains, u.workspace
      from unsealed u
      left join audit_note n on n.id = u.note
      left join domain d on d.id = u.scope and u.note is null
      order by u.xid, u.scope, u.number
      """;

  /** Waits until nobody else seals; a statement of its own, so that the next sees what they did. */
  void lock(Handle handle) {
    handle.execute("select pg_advisory_xact_lock(hashtext('audit_seal'), 0)");
  }

  /** The same without waiting; false if somebody else seals. */
  boolean tryLock(Handle handle) {
    return handle
        .createQuery("select pg_try_advisory_xact_lock(hashtext('audit_seal'), 0)")
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * The oldest transaction that may still write. A database that was restored elsewhere counts from
   * the start again; so does the cursor then.
   */
  String horizon(Handle handle) {
    handle.execute(
        """
        update audit_cursor set xid = '0' where xid > pg_snapshot_xmin(pg_current_snapshot())
        """);
    return handle
        .createQuery("select pg_snapshot_xmin(pg_current_snapshot())::text")
        .mapTo(String.class)
        .one();
  }

  void goOnFrom(Handle handle, String horizon) {
    handle.execute("update audit_cursor set xid = ?::xid8 where xid < ?::xid8", horizon, horizon);
  }

  List<Unsealed> unsealed(Handle handle, Unsealed.Place after, int max) {
    return handle
        .createQuery(UNSEALED)
        .bind("xid", after.xid())
        .bind("scope", after.scope())
        .bind("number", after.number())
        .bind("max", max)
        .map((row, context) -> unsealed(row))
        .list();
  }

  private static Unsealed unsealed(ResultSet row) throws SQLException {
    boolean note = row.getObject("note") != null;
    Unsealed.Place place =
        new Unsealed.Place(row.getString("xid"), row.getLong("scope"), row.getLong("number"));
    return new Unsealed(
        place,
        note ? Optional.empty() : Optional.of(log(row, place.scope())),
        row.getString("action"),
        number(row, "actor"),
        row.getString("actor_kind"),
        number(row, "session"),
        number(row, "conversation"),
        number(row, "person"),
        number(row, "grp"),
        Optional.ofNullable(row.getString("address")),
        Optional.ofNullable(row.getString("reason")),
        row.getString("before"),
        row.getString("after"),
        at(row),
        chains(row, place.scope()));
  }

  private static String log(ResultSet row, long scope) throws SQLException {
    if (!row.getBoolean("of_domain")) {
      return new AccountId(scope).toString();
    }
    return number(row, "home").filter(home -> home == scope).isPresent()
        ? new WorkspaceId(scope).toString()
        : "d_" + scope;
  }

  private static List<Unsealed.Chain> chains(ResultSet row, long scope) throws SQLException {
    boolean ofWorkspace = number(row, "workspace").isPresent();
    long own = number(row, "account").orElse(scope);
    boolean ofDomain = row.getBoolean("of_domain");
    List<Unsealed.Chain> chains = new ArrayList<>();
    for (Long id : (Long[]) row.getArray("chains").getArray()) {
      chains.add(new Unsealed.Chain(id, chain(id, ofWorkspace, ofDomain, own)));
    }
    return chains;
  }

  private static String chain(long id, boolean ofWorkspace, boolean ofDomain, long own) {
    if (id == SERVER) {
      return "server";
    }
    if (!ofDomain && id == own) {
      return new AccountId(id).toString();
    }
    return ofDomain && !ofWorkspace ? "d_" + id : new WorkspaceId(id).toString();
  }

  private static Instant at(ResultSet row) throws SQLException {
    return row.getObject("at", OffsetDateTime.class).toInstant();
  }

  private static Optional<Long> number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(value);
  }

  /** The last record of a chain. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares hashes here
  record Head(long position, byte[] hash) {}

  /** Where these chains stand; one that has no record yet is not among them. */
  Map<Long, Head> heads(Handle handle, Collection<Long> chains) {
    Map<Long, Head> heads = new HashMap<>();
    handle
        .createQuery("select id, position, hash from audit_chain where id = any(:chains)")
        .bindArray("chains", Long.class, chains.toArray())
        .map((row, context) ->
            Map.entry(row.getLong("id"), new Head(row.getLong("position"), row.getBytes("hash"))))
        .forEach(each -> heads.put(each.getKey(), each.getValue()));
    return heads;
  }

  void insert(Handle handle, List<SealedRecord> sealed) {
    Columns rows =
        Columns.empty()
            .number("chains")
            .text("names")
            .number("positions")
            .number("scopes")
            .number("epochs")
            .number("notes")
            .text("hashes")
            .text("records")
            .text("actions")
            .number("actors")
            .number("people")
            .number("conversations")
            .text("times");
    Columns texts =
        Columns.empty()
            .number("textChains")
            .number("textPositions")
            .text("places")
            .text("salts")
            .text("texts")
            .number("named");
    for (SealedRecord each : sealed) {
      Unsealed source = each.source();
      boolean change = source.log().isPresent();
      rows.add(
          each.chain().id(),
          each.chain().name(),
          each.position(),
          change ? source.place().scope() : null,
          change ? source.place().number() : null,
          change ? null : source.place().number(),
          AuditHash.hex(each.hash()),
          CanonicalJson.text(each.record()),
          source.action(),
          source.actor().orElse(null),
          source.person().orElse(null),
          source.conversation().orElse(null),
          source.at().toString());
      for (SealedRecord.Text text : each.texts()) {
        texts.add(
            each.chain().id(),
            each.position(),
            text.place(),
            AuditHash.hex(text.salt()),
            text.text(),
            text.conversation().orElse(null));
      }
    }
    texts
        .bind(
            rows.bind(
                handle.createUpdate(
                    """
                    with sealed as (
                      select r.chain, r.name, r.position, r.scope, r.epoch, r.note,
                        decode(r.hash, 'hex') as hash,
                        r.record, r.action, r.actor, r.person, r.conversation, r.at::timestamptz as at
                      from unnest(:chains, :names, :positions, :scopes, :epochs, :notes, :hashes, :records,
                          :actions,
                          :actors, :people, :conversations, :times)
                        as r (chain, name, position, scope, epoch, note, hash, record, action, actor, person,
                              conversation, at)
                    ), headed as (
                      insert into audit_chain (id, name, position, hash)
                      select distinct on (chain) chain, name, position, hash from sealed
                      order by chain, position desc
                      on conflict (id) do update set position = excluded.position, hash = excluded.hash
                    ), told as (
                      insert into audit_text (chain, position, place, salt, text, conversation)
                      select t.chain, t.position, t.place, decode(t.salt, 'hex'), t.text, t.conversation
                      from unnest(:textChains, :textPositions, :places, :salts, :texts, :named)
                        as t (chain, position, place, salt, text, conversation)
                    )
                    insert into audit_seal
                      (chain, position, scope, epoch, note, hash, record, action, actor, person,
                       conversation, at)
                    select chain, position, scope, epoch, note, hash, record, action, actor, person,
                      conversation, at
                    from sealed
                    """)))
        .execute();
  }
}
