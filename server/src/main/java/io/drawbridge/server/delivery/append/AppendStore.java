package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.delivery.log.Earlier;
import io.drawbridge.server.delivery.log.FileColumns;
import io.drawbridge.server.delivery.log.Moment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads what a writer lane needs before it gives positions, in as few statements as the lock rule
 * allows.
 */
final class AppendStore {
  /**
   * Tries all locks without waiting; a statement of its own, so that the next one sees what the
   * lock protects.
   */
  Set<DomainId> tryLock(Handle handle, Collection<DomainId> domains) {
    return new HashSet<>(
        domains(domains)
            .bind(
                handle.createQuery(
                    """
                    select t.domain from unnest(:domains) as t (domain)
                    where pg_try_advisory_xact_lock_shared(t.domain)
                    """))
            .map((rows, context) -> new DomainId(rows.getLong("domain")))
            .list());
  }

  /**
   * Locks the conversations' rows in the order of their ids and reads all that positions depend on.
   */
  Ground ground(
      Handle handle,
      Collection<DomainId> domains,
      Collection<ConversationId> conversations,
      List<RequestKey> keys) {
    Ground ground = new Ground(new HashMap<>(), new HashMap<>(), new HashMap<>());
    Query query =
        handle.createQuery(
            """
            with held as (
              select id, head, first_pos from conversation
              where id = any(:conversations) order by id for update
            )
            select 'conversation' as what, id, head as a, first_pos as b, 0::bigint as c,
                   null::text as result, null::text as hash
            from held
            union all
            select 'domain', d.id, d.epoch, d.mark,
                   (extract(epoch from clock_timestamp()) * 1000000)::bigint, null, null
            from domain d where d.id = any(:domains)
            union all
            select 'request', k.n, 0, 0, 0, r.result, encode(r.body_hash, 'hex')
            from unnest(:accounts, :clients) with ordinality as k (account, client, n)
            join request r on r.account = k.account and r.client_id = k.client
            """);
    Columns.of("conversations", conversations.stream().map(ConversationId::value).toList())
        .bind(query);
    domains(domains).bind(query);
    Earlier.keys(keys)
        .bind(query)
        .map((rows, context) -> {
          long id = rows.getLong("id");
          switch (rows.getString("what")) {
            case "conversation" ->
                ground.heads().put(id, new Head(rows.getLong("a"), rows.getLong("b")));
            case "domain" ->
                ground
                    .moments()
                    .put(id, new Moment(rows.getLong("a"), rows.getLong("b"), rows.getLong("c")));
            default ->
                ground
                    .earlier()
                    .put(
                        (int) id - 1,
                        new Earlier(rows.getString("result"), rows.getString("hash")));
          }
          return id;
        })
        .list();
    return ground;
  }

  /**
   * The messages that appends are about, as their authors see them; what they do not see is absent.
   */
  Map<Integer, Seen> seen(Handle handle, List<Lookup> lookups) {
    if (lookups.isEmpty()) {
      return Map.of();
    }
    Columns columns =
        Columns.empty()
            .number("indexes")
            .number("conversations")
            .number("targets")
            .number("accounts")
            .text("emojis");
    lookups.forEach(lookup ->
        columns.add(
            (long) lookup.index(),
            lookup.conversation(),
            lookup.pos(),
            lookup.account(),
            lookup.emoji().orElse(null)));
    Map<Integer, Seen> seen = new HashMap<>();
    columns
        .bind(
            handle.createQuery(
                """
                select t.n, m.epoch, m.author, m.text is not null as alive,
                       (select case when p.closed_at is null then 'open' else 'closed' end from poll p
                        where p.conversation = m.conversation and p.pos = m.pos) as poll,
                       (select w.urls from preview_wanted w
                        where w.conversation = m.conversation and w.pos = m.pos) as wanted,
                       m.unpreviewed,
                       exists (select from forwarded o
                               where o.conversation = m.conversation and o.pos = m.pos) as passed_on,
                       exists (select from reaction r where r.conversation = t.conversation
                               and r.pos = t.pos and r.emoji = t.emoji
                               and (not f.apart or sees_person(t.account, r.account, c.domain)))
                         as emoji_used,
                       (select count(distinct r.emoji) from reaction r
                        where t.emoji is not null and r.conversation = t.conversation and r.pos = t.pos
                          and (not f.apart or sees_person(t.account, r.account, c.domain)))
                          as emojis
                from unnest(:indexes, :conversations, :targets, :accounts, :emojis)
                  as t (n, conversation, pos, account, emoji)
                join conversation c on c.id = t.conversation
                join message m on m.conversation = t.conversation and m.pos = t.pos
                join lateral floor_of(t.account, t.conversation) f on true
                where m.pos > f.pos and m.epoch >= f.epoch and m.pos > c.first_pos
                  and (not f.apart or sees_person(t.account, m.author, c.domain))
                """))
        .map((rows, context) ->
            seen.put(
                rows.getInt("n"),
                new Seen(
                    rows.getLong("epoch"),
                    rows.getLong("author"),
                    rows.getBoolean("alive"),
                    rows.getBoolean("emoji_used"),
                    rows.getInt("emojis"),
                    Optional.ofNullable(rows.getString("poll")),
                    Optional.ofNullable(rows.getString("wanted")),
                    rows.getBoolean("unpreviewed"),
                    rows.getBoolean("passed_on"))))
        .list();
    return seen;
  }

  /**
   * Selects those of the mentions whose person sees the conversation, and is seen there by the
   * author unless that does not matter. Who blocked the author is named by nothing.
   */
  Set<Mention> sighted(Handle handle, Collection<Mention> mentions) {
    if (mentions.isEmpty()) {
      return Set.of();
    }
    Columns columns =
        Columns.empty().number("conversations").number("accounts").number("authors").number("free");
    mentions.forEach(mention ->
        columns.add(
            mention.conversation(),
            mention.account(),
            mention.author(),
            mention.unseen() ? 1L : 0L));
    return new HashSet<>(
        columns
            .bind(
                handle.createQuery(
                    """
                    select t.conversation, t.account, t.author, t.free
                    from unnest(:conversations, :accounts, :authors, :free)
                      as t (conversation, account, author, free)
                    join conversation c on c.id = t.conversation
                    cross join lateral floor_of(t.account, t.conversation) f
                    where (t.free = 1 or not f.apart or sees_person(t.account, t.author, c.domain))
                      and not blocks(t.account, t.author)
                    """))
            .map((rows, context) ->
                new Mention(
                    rows.getLong("conversation"),
                    rows.getLong("account"),
                    rows.getLong("author"),
                    rows.getLong("free") == 1))
            .list());
  }

  /** The whole uploads among these that no message carries, locked in the order of their ids. */
  Map<Long, Upload> uploads(Handle handle, Collection<FileId> files) {
    if (files.isEmpty()) {
      return Map.of();
    }
    Map<Long, Upload> uploads = new HashMap<>();
    Columns.of("files", files.stream().map(FileId::value).toList())
        .bind(
            handle.createQuery(
                """
                select v.id, v.owner, v.conversation, v.id as series, 1 as version, %s
                from file v
                where v.id = any(:files) and v.pos is null and v.sha256 is not null
                order by v.id for update
                """
                    .formatted(FileColumns.FACTS)))
        .map(row ->
            uploads.put(
                row.getColumn("id", Long.class),
                new Upload(
                    row.getColumn("owner", Long.class),
                    row.getColumn("conversation", Long.class),
                    FileColumns.version(row))))
        .list();
    return uploads;
  }

  /** The texts and present files of messages, by the index of the append that changes them. */
  Map<Integer, Borne> borne(Handle handle, List<Lookup> lookups) {
    if (lookups.isEmpty()) {
      return Map.of();
    }
    Columns columns = Columns.empty().number("indexes").number("conversations").number("targets");
    lookups.forEach(
        lookup -> columns.add((long) lookup.index(), lookup.conversation(), lookup.pos()));
    Map<Integer, Borne> borne = new HashMap<>();
    columns
        .bind(
            handle.createQuery(
                """
                select t.n, m.text, v.place, %s
                from unnest(:indexes, :conversations, :targets) as t (n, conversation, pos)
                join message m on m.conversation = t.conversation and m.pos = t.pos
                left join file v on v.conversation = m.conversation and v.pos = m.pos and v.current
                where m.text is not null
                order by t.n, v.place
                """
                    .formatted(FileColumns.VERSION)))
        .map(row -> {
          Borne of =
              borne.computeIfAbsent(
                  row.getColumn("n", Integer.class),
                  _ -> new Borne(row.getColumn("text", String.class), new ArrayList<>()));
          Optional.ofNullable(row.getColumn("place", Integer.class))
              .ifPresent(place -> of.files().add(new Carried(FileColumns.version(row), place)));
          return of;
        })
        .list();
    return borne;
  }

  /**
   * Those of the scheduled messages that are as they were read, locked in the order of their ids.
   */
  Set<Append.Due> due(Handle handle, Collection<Append.Due> due) {
    if (due.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        Columns.of("scheduled", due.stream().map(Append.Due::id).toList())
            .bind(
                handle.createQuery(
                    """
                    select s.id, s.version from scheduled s
                    where s.id = any(:scheduled) order by s.id for update
                    """))
            .map((rows, context) -> new Append.Due(rows.getLong("id"), rows.getLong("version")))
            .list());
  }

  private static Columns domains(Collection<DomainId> domains) {
    return Columns.of("domains", domains.stream().map(DomainId::value).toList());
  }

  /** All that was read under the locks, by conversation, by domain, and by the index of the key. */
  record Ground(Map<Long, Head> heads, Map<Long, Moment> moments, Map<Integer, Earlier> earlier) {
    Map<DomainId, Long> epochs() {
      Map<DomainId, Long> epochs = new HashMap<>();
      moments.forEach((id, moment) -> epochs.put(new DomainId(id), moment.epoch()));
      return epochs;
    }
  }

  record Head(long pos, long firstPos) {}

  /** A look-up of the message that the append with this index is about. */
  record Lookup(int index, long conversation, long pos, long account, Optional<String> emoji) {}

  /**
   * What an author sees of a message.
   *
   * @param poll whether its poll is open or closed
   * @param wanted the links, as lines, whose previews are still to come
   * @param unpreviewed its author took the previews away
   * @param passedOn its text is that of another message
   */
  record Seen(
      long epoch,
      long author,
      boolean alive,
      boolean emojiUsed,
      int emojis,
      Optional<String> poll,
      Optional<String> wanted,
      boolean unpreviewed,
      boolean passedOn) {}

  /** A mention of a person; {@code unseen}: they count also if the author does not see them. */
  record Mention(long conversation, long account, long author, boolean unseen) {}

  /** An upload that is whole, as the first version of a file. */
  record Upload(long owner, long conversation, FileView file) {
    /** Itself as a version of a file. */
    FileView view(FileId series, int version) {
      return file.as(series, version);
    }
  }

  /** What a living message bears. */
  record Borne(String text, List<Carried> files) {
    static final Borne NOTHING = new Borne("", List.of());
  }

  /** A file of a message, and its place among the others. */
  record Carried(FileView file, int place) {}
}
