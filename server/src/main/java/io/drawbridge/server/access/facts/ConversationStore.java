package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.view.ViewStore;
import io.drawbridge.server.db.SqlArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Reads the facts the rules need about conversations. */
public final class ConversationStore {
  /** The columns of a conversation c, its domain d, and its {@link #RECIPIENTS}. */
  static final String COLUMNS = columns("d.policies", "c.policies");

  /** The same, if this were set for the workspace and the conversation. */
  private static String columns(String workspace, String own) {
    return """
    c.id, c.domain, d.workspace, c.kind, c.name, c.visibility, c.state,
    c.details_locked, c.replies_locked, c.starter, c.backstage_of,
    %s as workspace_policies, %s as own_policies,
    r.recipients, r.policies as recipient_policies
    """
        .formatted(workspace, own);
  }

  /**
   * The groups that a thread is addressed to: their ids, and what those say of policies that say
   * anything.
   */
  static final String RECIPIENTS = recipients("g.policies");

  /** The same, if this were set for a group. */
  private static String recipients(String group) {
    return """
    cross join lateral (
      select array_agg(v.grp) as recipients,
             jsonb_agg(jsonb_build_object('visibility', g.visibility, 'set', g.policies))
               filter (where g.visibility <> 'open' or g.policies <> '{}') as policies
      from held_via v
      join (select g.id, g.visibility, %s as policies from conversation g) g on g.id = v.grp
      where v.conversation = c.id) r
    """
        .formatted(group);
  }

  /**
   * The columns of conversations as they would be if the policies of a {@link Supposition} were
   * set, which binds its parameters; of {@link #SUPPOSED_FROM}, to join others to.
   */
  public static final String SUPPOSED_COLUMNS =
      columns(
          "coalesce(cast(:supposed_workspace as jsonb), d.policies)",
          "case when c.id = cast(:supposed_at as bigint) then cast(:supposed_own as jsonb)"
              + " else c.policies end");

  public static final String SUPPOSED_FROM =
      "conversation c join domain d on d.id = c.domain\n"
          + recipients(
              "case when g.id = cast(:supposed_at as bigint) then cast(:supposed_own as jsonb)"
                  + " else g.policies end");

  private static final String SELECT =
      "select " + COLUMNS + "from conversation c join domain d on d.id = c.domain\n" + RECIPIENTS;

  public Optional<ConversationFacts> facts(Handle handle, ConversationId conversation) {
    return handle
        .createQuery(SELECT + "where c.id = :conversation")
        .bind("conversation", conversation.value())
        .map((rows, context) -> facts(rows))
        .findOne();
  }

  /**
   * Returns whether the person may know of the conversation: by a path, by the directory of a
   * workspace, or as an admin of its home. Begins with what is the person's, so that a conversation
   * that is hidden from them costs what one costs that does not exist (O2): it is probed for only
   * by the expressions of indexes that have an entry for what the person may know, and no other.
   */
  boolean knows(Handle handle, AccountId person, ConversationId conversation) {
    return handle
        .createQuery(
            """
            with seat as materialized (
              select s.domain, s.role <> 'member' as admin from held_seat s
              where s.person = :person),
            own as materialized (
              select l.domain, l.conversation from held_own l
              where l.person = :person),
            known as materialized (
              select true as yes
              where exists (select from own o where o.conversation = :conversation)
                or exists (
                  select from own o cross join lateral (
                    select true from held_via v
                    where v.domain = o.domain and coalesce(v.person, 0) = 0
                      and coalesce(v.grp, 0) = o.conversation
                      and coalesce(v.conversation, 0) = :conversation
                    limit 1) v)
                or exists (
                  select from seat s cross join lateral (
                    select true from conversation k
                    where k.domain = s.domain and k.id + 0 = :conversation and k.kind = 'group'
                      and k.visibility <> 'secret'
                    limit 1) k)
                or exists (
                  select from seat s cross join lateral (
                    select true from conversation k
                    where k.domain = s.domain and k.id = :conversation
                    limit 1) k
                  where s.admin))
            select exists (select from known)
            """)
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** A conversation and the groups that it is addressed to; none unless it is a thread. */
  public record Addressed(ConversationFacts conversation, List<ConversationId> recipients) {}

  public Map<ConversationId, Addressed> addressed(
      Handle handle, Collection<ConversationId> conversations) {
    return handle
        .createQuery(SELECT + "where c.id = any(:conversations)")
        .bind("conversations", ViewStore.numbers(conversations))
        .map((rows, context) -> addressed(rows))
        .collect(Collectors.toMap(each -> each.conversation().id(), each -> each));
  }

  /** Reads a row with the columns of {@link #addressed}. */
  public static Addressed addressed(ResultSet row) throws SQLException {
    return new Addressed(facts(row), SqlArray.ids(row, "recipients", ConversationId::new));
  }

  private static ConversationFacts facts(ResultSet row) throws SQLException {
    long workspace = row.getLong("workspace");
    Optional<WorkspaceId> home =
        row.wasNull() ? Optional.empty() : Optional.of(new WorkspaceId(workspace));
    Optional<Visibility> visibility =
        Optional.ofNullable(row.getString("visibility"))
            .map(wire -> WireName.parse(Visibility.class, wire));
    return new ConversationFacts(
        new ConversationId(row.getLong("id")),
        new DomainId(row.getLong("domain")),
        home,
        WireName.parse(ConversationKind.class, row.getString("kind")),
        row.getString("name"),
        visibility,
        !"open".equals(row.getString("state")),
        row.getBoolean("details_locked"),
        row.getBoolean("replies_locked"),
        new AccountId(row.getLong("starter")),
        PolicyStore.inForce(row, visibility),
        row.getObject("backstage_of") != null);
  }
}
