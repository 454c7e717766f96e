package io.drawbridge.server.export;

import io.drawbridge.protocol.audit.Json;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/** Reads what somebody has written and not sent, in conversations that they reach. */
final class UnsentStore {
  /** Drafts behind a conversation. */
  List<PlaceStore.Row> drafts(Handle snapshot, AccountId person, long after, int limit) {
    return snapshot
        .createQuery(
            """
            select t.conversation, c.domain, d.epoch as needs, t.text, t.saved_at,
              case when t.quote > f.pos then t.quote end as quote
            from draft t
            join conversation c on c.id = t.conversation
            join domain d on d.id = c.domain
            cross join lateral floor_of(:person, t.conversation) f
            where t.account = :person and t.conversation > :after
            order by t.conversation limit :limit
            """)
        .bind("person", person.value())
        .bind("after", after)
        .bind("limit", limit)
        .map(row ->
            new PlaceStore.Row(
                row.getColumn("conversation", Long.class),
                line(row, person, "draft", "saved_at", Json.Obj.EMPTY)))
        .list();
  }

  /** Messages for later behind one. */
  List<PlaceStore.Row> scheduled(Handle snapshot, AccountId person, long after, int limit) {
    return snapshot
        .createQuery(
            """
            select s.id, s.conversation, c.domain, d.epoch as needs, s.text, s.at, s.files,
              case when s.quote > f.pos then s.quote end as quote
            from scheduled s
            join conversation c on c.id = s.conversation
            join domain d on d.id = c.domain
            cross join lateral floor_of(:person, s.conversation) f
            where s.account = :person and s.id > :after
            order by s.id limit :limit
            """)
        .bind("person", person.value())
        .bind("after", after)
        .bind("limit", limit)
        .map(row -> {
          List<Json> files = new ArrayList<>();
          for (Long file : row.getColumn("files", Long[].class)) {
            files.add(new Json.Text(new FileId(file).toString()));
          }
          return new PlaceStore.Row(
              row.getColumn("id", Long.class),
              line(
                  row,
                  person,
                  "scheduled",
                  "at",
                  Json.Obj.EMPTY.with("files", new Json.Arr(files))));
        })
        .list();
  }

  private static Line line(
      RowView row, AccountId person, String kind, String moment, Json.Obj more) {
    ConversationId conversation = new ConversationId(row.getColumn("conversation", Long.class));
    @Nullable Long quote = row.getColumn("quote", Long.class);
    Json.Obj fields =
        more.with("conversation", conversation.toString())
            .with("text", row.getColumn("text", String.class))
            .with(moment, row.getColumn(moment, Instant.class).toString());
    return Line.of(
        new Tag.Conversation(
            new DomainId(row.getColumn("domain", Long.class)),
            conversation,
            row.getColumn("needs", Long.class),
            Whose.of(person)),
        kind,
        quote == null ? fields : fields.with("quote", quote));
  }
}
