package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.Limits;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.delivery.log.LaneStore;
import io.drawbridge.server.delivery.trace.ContentTraceStore;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Writes what a writer lane has decided: one statement for posts, one more for each rarer kind of
 * change.
 */
final class AppendRowsStore {
  /** The changes of messages that are there, each with its columns and its statement. */
  enum Rewrite {
    /**
     * Replaces texts and keeps the ones of before, of which the oldest but the first makes room;
     * mentions of before go.
     */
    EDIT(
        () -> messages().text("texts").number("times").text("terms"),
        """
        with kept as (
          insert into message_version (conversation, pos, written_at, text)
          select m.conversation, m.pos, coalesce(m.edited_at, m.sent_at), m.text
          from unnest(:conversations, :positions, :texts) as u (conversation, pos, text)
          join message m on m.conversation = u.conversation and m.pos = u.pos
          where m.text <> u.text
          on conflict do nothing
        ), dropped as (
          delete from message_version v
          using (
            select w.conversation, w.pos, w.written_at,
                   row_number() over (partition by w.conversation, w.pos order by w.written_at) as nth,
                   count(*) over (partition by w.conversation, w.pos) as held
            from unnest(:conversations, :positions, :texts) as u (conversation, pos, text)
            join message m on m.conversation = u.conversation and m.pos = u.pos and m.text <> u.text
            join message_version w on w.conversation = u.conversation and w.pos = u.pos) x
          where x.nth = 2 and x.held >= %d
            and v.conversation = x.conversation and v.pos = x.pos and v.written_at = x.written_at
        ), edited as (
          update message m
          set text = u.text, edited_at = timestamptz 'epoch' + u.at * interval '1 microsecond',
              terms = u.terms::tsvector
          from unnest(:conversations, :positions, :texts, :times, :terms)
            as u (conversation, pos, text, at, terms)
          where m.conversation = u.conversation and m.pos = u.pos
        ), unshown as (
          delete from preview w using unnest(:conversations, :positions) as u (conversation, pos)
          where w.conversation = u.conversation and w.pos = u.pos
        ), unwanted as (
          delete from preview_wanted w using unnest(:conversations, :positions) as u (conversation, pos)
          where w.conversation = u.conversation and w.pos = u.pos
        )
        delete from mention n
        using unnest(:conversations, :positions) as u (conversation, pos)
        where n.conversation = u.conversation and n.pos = u.pos
        """
            .formatted(Limits.MESSAGE_VERSIONS_MAX)),
    /** Empties messages and whatever hangs on them. */
    DELETE(() -> messages(), ContentTraceStore.EMPTY_MESSAGES),
    /** Makes uploads files of messages, or newer versions of such files. */
    ATTACH(
        () ->
            messages()
                .number("files")
                .number("series")
                .number("versions")
                .number("places")
                .text("notes")
                .number("times"),
        """
        with older as (
          update file o set current = false
          from unnest(:files, :series) as u (file, series)
          where o.series = u.series and o.current and o.id <> u.file
        )
        update file f
        set pos = u.pos, series = u.series, version = u.version, place = u.place, note = u.note,
            current = true, expires_at = null,
            shared_at = timestamptz 'epoch' + u.at * interval '1 microsecond'
        from unnest(:conversations, :positions, :files, :series, :versions, :places, :notes, :times)
          as u (conversation, pos, file, series, version, place, note, at)
        where f.id = u.file and f.conversation = u.conversation
        """),
    /** Takes files from messages, with all their versions. */
    DETACH(
        () -> messages().number("series"),
        """
        delete from file f using unnest(:conversations, :positions, :series) as u (conversation, pos, series)
        where f.series = u.series and f.conversation = u.conversation and f.pos = u.pos
        """),
    /** Makes messages polls; the options of one are lines. */
    POLL(
        () -> messages().text("options").number("multiples").number("anonymous").number("ends"),
        """
        insert into poll (conversation, pos, options, multiple, anonymous, ends_at, counts, voters)
        select u.conversation, u.pos, u.options, u.multiple = 1, u.anonymous = 1,
               timestamptz 'epoch' + u.ends * interval '1 microsecond',
               array_fill(0, array[cardinality(string_to_array(u.options, chr(10)))]), 0
        from unnest(:conversations, :positions, :options, :multiples, :anonymous, :ends)
          as u (conversation, pos, options, multiple, anonymous, ends)
        """),
    /** Notes where the texts of messages come from that were passed on. */
    FORWARDED(
        () ->
            messages()
                .number("begins")
                .number("authors")
                .number("times")
                .number("sources")
                .number("source_positions")
                .number("starts"),
        """
        insert into forwarded (conversation, pos, begins, author, sent_at, source, source_pos, starts)
        select u.conversation, u.pos, u.begins, u.author,
               timestamptz 'epoch' + u.at * interval '1 microsecond', u.source, u.source_pos, u.starts = 1
        from unnest(:conversations, :positions, :begins, :authors, :times, :sources, :source_positions,
                    :starts)
          as u (conversation, pos, begins, author, at, source, source_pos, starts)
        """),
    CLOSE_POLL(
        () -> messages().number("times"),
        """
        update poll p set closed_at = timestamptz 'epoch' + u.at * interval '1 microsecond'
        from unnest(:conversations, :positions, :times) as u (conversation, pos, at)
        where p.conversation = u.conversation and p.pos = u.pos
        """),
    /** Keeps previews away from messages for good. */
    NO_PREVIEWS(
        () -> messages(),
        """
        update message m set unpreviewed = true
        from unnest(:conversations, :positions) as u (conversation, pos)
        where m.conversation = u.conversation and m.pos = u.pos
        """),
    /** Takes the previews of messages away, those to come too. */
    UNPREVIEW(
        () -> messages(),
        """
        with unwanted as (
          delete from preview_wanted w using unnest(:conversations, :positions) as u (conversation, pos)
          where w.conversation = u.conversation and w.pos = u.pos
        )
        delete from preview w using unnest(:conversations, :positions) as u (conversation, pos)
        where w.conversation = u.conversation and w.pos = u.pos
        """),
    PREVIEW(
        () ->
            messages()
                .number("places")
                .text("urls")
                .text("titles")
                .text("descriptions")
                .text("sites"),
        """
        insert into preview (conversation, pos, place, url, title, description, site)
        select u.conversation, u.pos, u.place, u.url, u.title, u.description, u.site
        from unnest(:conversations, :positions, :places, :urls, :titles, :descriptions, :sites)
          as u (conversation, pos, place, url, title, description, site)
        on conflict do nothing
        """),
    /** Gives messages the index entry that they have with other files. */
    REWORD(
        () -> messages().text("terms"),
        """
        update message m set terms = u.terms::tsvector
        from unnest(:conversations, :positions, :terms) as u (conversation, pos, terms)
        where m.conversation = u.conversation and m.pos = u.pos
        """),
    /** Lets the drafts of their authors go with messages. */
    UNDRAFT(
        () -> Columns.empty().number("conversations").number("accounts"),
        """
        delete from draft t using unnest(:conversations, :accounts) as u (conversation, account)
        where t.conversation = u.conversation and t.account = u.account
        """),
    /** Ends the waiting of scheduled messages that are sent. */
    SENT(
        () -> Columns.empty().number("scheduled"),
        "delete from scheduled s using unnest(:scheduled) as u (id) where s.id = u.id"),
    REACT(
        () -> messages().text("emojis").number("accounts"),
        """
        insert into reaction (conversation, pos, emoji, account)
        select u.conversation, u.pos, u.emoji, u.account
        from unnest(:conversations, :positions, :emojis, :accounts) as u (conversation, pos, emoji, account)
        on conflict do nothing
        """),
    UNREACT(
        () -> messages().text("emojis").number("accounts"),
        """
        delete from reaction r
        using unnest(:conversations, :positions, :emojis, :accounts) as u (conversation, pos, emoji, account)
        where r.conversation = u.conversation and r.pos = u.pos and r.emoji = u.emoji
          and r.account = u.account
        """),
    /** Pins at a time, or unpins where there is none. */
    PIN(
        () -> messages().number("times"),
        """
        update message m set pinned_at = timestamptz 'epoch' + u.at * interval '1 microsecond'
        from unnest(:conversations, :positions, :times) as u (conversation, pos, at)
        where m.conversation = u.conversation and m.pos = u.pos
        """);

    @SuppressWarnings("ImmutableEnumChecker") // makes new columns each time
    private final Supplier<Columns> columns;

    private final String sql;

    Rewrite(Supplier<Columns> columns, String sql) {
      this.columns = columns;
      this.sql = sql;
    }

    /** Its columns, still without a row. */
    Columns columns() {
      return columns.get();
    }

    private static Columns messages() {
      return Columns.empty().number("conversations").number("positions");
    }
  }

  private final LaneStore lane;
  private final String append;

  /** {@code lane}: in which it is written down for other nodes. */
  AppendRowsStore(LaneStore lane) {
    this.lane = lane;
    this.append =
        """
          with events as (
            insert into event (conversation, pos, prev, epoch, kind, author, target, emoji, at)
            select u.conversation, u.pos, u.prev, u.epoch, u.kind, u.author, u.target, u.emoji,
                   timestamptz 'epoch' + u.at * interval '1 microsecond'
            from unnest(:event_conversations, :event_positions, :event_prevs, :event_epochs, :event_kinds,
                        :event_authors, :event_targets, :event_emojis, :event_times)
              as u (conversation, pos, prev, epoch, kind, author, target, emoji, at)
          ), messages as (
            insert into message (conversation, pos, epoch, author, text, quote, quote_epoch, sent_at, terms)
            select u.conversation, u.pos, u.epoch, u.author, u.text, u.quote, u.quote_epoch,
                   timestamptz 'epoch' + u.at * interval '1 microsecond', u.terms::tsvector
            from unnest(:message_conversations, :message_positions, :message_epochs, :message_authors,
                        :message_texts, :message_quotes, :message_quote_epochs, :message_times,
                        :message_terms)
              as u (conversation, pos, epoch, author, text, quote, quote_epoch, at, terms)
          ), requests as (
            insert into request (account, client_id, body_hash, result)
            select u.account, u.client, decode(u.hash, 'hex'), u.result
            from unnest(:request_accounts, :request_clients, :request_hashes, :request_results)
              as u (account, client, hash, result)
          ), mentions as (
            insert into mention (account, conversation, pos)
            select u.account, u.conversation, u.pos
            from unnest(:mention_accounts, :mention_conversations, :mention_positions)
              as u (account, conversation, pos)
            on conflict do nothing
          )%s
          update conversation c set head = u.head
          from unnest(:head_conversations, :heads) as u (id, head)
          where c.id = u.id
        """
            .formatted(lane.content());
  }

  void write(Handle handle, AppendRows rows) {
    rows.rewrites().forEach((rewrite, columns) -> rewrite(handle, rewrite, columns));
    append(handle, rows);
  }

  void rewrite(Handle handle, Rewrite rewrite, Columns columns) {
    columns.bind(handle.createUpdate(rewrite.sql)).execute();
  }

  private void append(Handle handle, AppendRows rows) {
    var statement = lane.bind(handle.createUpdate(append), rows.places);
    rows.heads.bind(statement);
    rows.events.bind(statement);
    rows.messages.bind(statement);
    rows.requests.bind(statement);
    rows.mentions.bind(statement);
    statement.execute();
  }
}
