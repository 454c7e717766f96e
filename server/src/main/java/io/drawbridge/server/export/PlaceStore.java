package io.drawbridge.server.export;

import io.drawbridge.protocol.audit.Json;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads who and what there is in a workspace: of conversations those that the reader reaches, or
 * all where a policy says so.
 */
final class PlaceStore {
  /** A line, and the key behind which the next part goes on. */
  record Row(long key, Line line) {}

  Json.Obj workspace(Handle snapshot, Scope scope) {
    return snapshot
        .createQuery("select name from workspace where id = :domain")
        .bind("domain", scope.domain().value())
        .map(row ->
            Json.Obj.EMPTY
                .with("workspace", new WorkspaceId(scope.domain().value()).toString())
                .with("name", row.getColumn("name", String.class)))
        .one();
  }

  /** Members, and externals of the conversations, by their numbers. */
  List<Row> people(Handle snapshot, Scope scope, long after, int limit) {
    return page(
            snapshot,
            """
            select a.id, shown_name(a.id, :domain) as name, a.kind, s.role
            from (
              select h.person from held_seat h where h.domain = :domain
              union
              select o.person from held_own o
              where o.domain = :domain and (:whole or reaches(:reader, o.conversation))) p
            join account a on a.id = p.person
            left join held_seat s on s.person = a.id and s.domain = :domain
            where a.id > :after order by a.id limit :limit
            """,
            scope,
            after,
            limit)
        .map(row -> {
          long id = row.getColumn("id", Long.class);
          Optional<String> role = Optional.ofNullable(row.getColumn("role", String.class));
          Json.Obj fields =
              Json.Obj.EMPTY
                  .with("person", new AccountId(id).toString())
                  .with("name", row.getColumn("name", String.class))
                  .with("kind", row.getColumn("kind", String.class))
                  .with("external", new Json.Bool(role.isEmpty()));
          return new Row(
              id,
              Line.of(
                  scope.head(), "person", role.map(it -> fields.with("role", it)).orElse(fields)));
        })
        .list();
  }

  List<Row> conversations(Handle snapshot, Scope scope, long after, int limit) {
    return page(
            snapshot,
            """
            select c.id, c.kind, c.name, c.visibility, c.state, c.starter, c.created_at,
              array(select v.grp from held_via v where v.conversation = c.id order by v.grp) as groups
            from conversation c
            where c.domain = :domain and c.id > :after and (:whole or reaches(:reader, c.id))
              and not exists (select from deleted_conversation x where x.conversation = c.id)
            order by c.id limit :limit
            """,
            scope,
            after,
            limit)
        .map(row -> {
          long id = row.getColumn("id", Long.class);
          Json.Obj fields =
              Json.Obj.EMPTY
                  .with("conversation", new ConversationId(id).toString())
                  .with("kind", row.getColumn("kind", String.class))
                  .with("name", row.getColumn("name", String.class))
                  .with("state", row.getColumn("state", String.class))
                  .with("starter", new AccountId(row.getColumn("starter", Long.class)).toString())
                  .with("created_at", row.getColumn("created_at", Instant.class).toString())
                  .with("groups", groups(row));
          Optional<String> visibility =
              Optional.ofNullable(row.getColumn("visibility", String.class));
          return new Row(
              id,
              Line.of(
                  tag(scope, id, Whose.NOBODYS),
                  "conversation",
                  visibility.map(it -> fields.with("visibility", it)).orElse(fields)));
        })
        .list();
  }

  private static Json.Arr groups(RowView row) {
    return new Json.Arr(
        List.of(row.getColumn("groups", Long[].class)).stream()
            .<Json>map(it -> new Json.Text(new ConversationId(it).toString()))
            .toList());
  }

  /** People's own links to conversations. */
  List<Row> memberships(Handle snapshot, Scope scope, long after, int limit) {
    return page(
            snapshot,
            """
            select o.id, o.person, o.conversation, o.role, o.until, o.sponsor, o.changed_at
            from held_own o
            where o.domain = :domain and o.id > :after
              and (:whole or reaches(:reader, o.conversation))
              and not exists (
                select from deleted_conversation x where x.conversation = o.conversation)
            order by o.id limit :limit
            """,
            scope,
            after,
            limit)
        .map(row -> {
          AccountId person = new AccountId(row.getColumn("person", Long.class));
          long conversation = row.getColumn("conversation", Long.class);
          return new Row(
              row.getColumn("id", Long.class),
              Line.of(tag(scope, conversation, Whose.of(person)), "membership", membership(row)));
        })
        .list();
  }

  /** The links of one person's own, in whatever workspace. */
  List<Row> ownMemberships(Handle snapshot, AccountId person, long after, int limit) {
    return snapshot
        .createQuery(
            """
            select o.id, o.person, o.conversation, o.role, o.until, o.sponsor, o.changed_at,
              o.domain, d.epoch
            from held_own o join domain d on d.id = o.domain
            where o.person = :person and o.id > :after and reaches(:person, o.conversation)
            order by o.id limit :limit
            """)
        .bind("person", person.value())
        .bind("after", after)
        .bind("limit", limit)
        .map(row ->
            new Row(
                row.getColumn("id", Long.class),
                Line.of(
                    new Tag.Conversation(
                        new DomainId(row.getColumn("domain", Long.class)),
                        new ConversationId(row.getColumn("conversation", Long.class)),
                        row.getColumn("epoch", Long.class),
                        Whose.of(person)),
                    "membership",
                    membership(row))))
        .list();
  }

  private static Json.Obj membership(RowView row) {
    Json.Obj fields =
        Json.Obj.EMPTY
            .with("person", new AccountId(row.getColumn("person", Long.class)).toString())
            .with(
                "conversation",
                new ConversationId(row.getColumn("conversation", Long.class)).toString())
            .with("role", row.getColumn("role", String.class))
            .with("since", row.getColumn("changed_at", Instant.class).toString());
    Optional<Instant> until = Optional.ofNullable(row.getColumn("until", Instant.class));
    return until.map(it -> fields.with("until", it.toString())).orElse(fields);
  }

  /** What somebody's account says of them. */
  Json.Obj profile(Handle snapshot, AccountId person) {
    return snapshot
        .createQuery(
            """
            select a.name, a.email, a.status_text, a.title, a.organisation, a.time_zone,
              a.locale, encode(p.bytes, 'base64') as picture
            from account a left join portrait p on p.account = a.id
            where a.id = :person
            """)
        .bind("person", person.value())
        .map(row -> {
          Json.Obj fields = Json.Obj.EMPTY.with("person", person.toString());
          for (String column :
              List.of(
                  "name",
                  "email",
                  "status_text",
                  "title",
                  "organisation",
                  "time_zone",
                  "locale",
                  "picture")) {
            String value = row.getColumn(column, String.class);
            fields = value == null ? fields : fields.with(column, value);
          }
          return fields;
        })
        .one();
  }

  /** The workspaces in which somebody has a seat, and whom they blocked. */
  List<Line> ownRows(Handle snapshot, AccountId person) {
    return snapshot
        .createQuery(
            """
            select 'seat' as kind, s.domain as id, s.role as said
            from held_seat s where s.person = :person
            union all
            select 'blocked', b.blocked, to_char(b.created_at at time zone 'UTC',
              'YYYY-MM-DD"T"HH24:MI:SS"Z"')
            from block b where b.account = :person
            order by 1, 2
            """)
        .bind("person", person.value())
        .map(row -> {
          String kind = row.getColumn("kind", String.class);
          long id = row.getColumn("id", Long.class);
          String said = row.getColumn("said", String.class);
          return Line.of(
              Tag.OWN,
              kind,
              kind.equals("seat")
                  ? Json.Obj.of(
                      Map.of(
                          "workspace", new Json.Text(new WorkspaceId(id).toString()),
                          "role", new Json.Text(said)))
                  : Json.Obj.of(
                      Map.of(
                          "person", new Json.Text(new AccountId(id).toString()),
                          "since", new Json.Text(said))));
        })
        .list();
  }

  private static Query page(Handle snapshot, String sql, Scope scope, long after, int limit) {
    return snapshot
        .createQuery(sql)
        .bind("domain", scope.domain().value())
        .bind("reader", scope.reader().value())
        .bind("whole", scope.whole())
        .bind("after", after)
        .bind("limit", limit);
  }

  private static Tag tag(Scope scope, long conversation, Whose whose) {
    return scope.whole()
        ? scope.head()
        : new Tag.Conversation(
            scope.domain(), new ConversationId(conversation), scope.needs(), whose);
  }
}
