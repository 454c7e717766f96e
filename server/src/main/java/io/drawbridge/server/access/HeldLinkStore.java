package io.drawbridge.server.access;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.conversation.PathKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.failure.Failure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads the links that hold, for those who write others, and what has to be kept when one ends. */
final class HeldLinkStore {
  /**
   * Returns whether the person's address was suspended in the domain, perhaps before they had an
   * account.
   */
  boolean addressBarred(At at, AccountId person) {
    return at.handle()
        .createQuery(
            """
            select exists (
              select from account a join barred_address b on b.email = a.email
              where a.id = :person and b.domain = :domain)
            """)
        .bind("person", person.value())
        .bind("domain", at.domain().value())
        .mapTo(Boolean.class)
        .one();
  }

  /** See {@link Memberships#floor}. */
  Optional<Opening> floor(Handle handle, ConversationId conversation, AccountId person) {
    return handle
        .createQuery("select f.epoch, f.pos from floor_of(:person, :conversation) f")
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .map((rows, context) -> new Opening(rows.getLong("epoch"), rows.getLong("pos")))
        .findOne();
  }

  /** See {@link Memberships#paths}. */
  List<Path> paths(Handle handle, ConversationId conversation, AccountId person) {
    return handle
        .createQuery(
            """
            select p.grp, g.name
            from held_path p left join conversation g on g.id = p.grp
            where p.person = :person and p.conversation = :conversation
            order by p.grp nulls first
            """)
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .map((rows, context) -> path(rows))
        .list();
  }

  /** The path of a row with the columns {@code grp}, null for the direct one, and its name. */
  static Path path(ResultSet row) throws SQLException {
    Optional<ConversationId> group =
        Optional.ofNullable(row.getObject("grp", Long.class)).map(ConversationId::new);
    return new Path(
        group.isPresent() ? PathKind.GROUP : PathKind.DIRECT,
        group,
        Optional.ofNullable(row.getString("name")));
  }

  /** Those of these people whom no path leads to the conversation any more. */
  List<Ended> lost(At at, Collection<Ended> ended) {
    Query lost =
        at.handle()
            .createQuery(
                """
                select e.person, e.conversation
                from unnest(:people, :places) as e (person, conversation)
                where not reaches(e.person, e.conversation)
                order by e.conversation, e.person
                """);
    return LinkStore.links(lost, ended).map((rows, context) -> LinkStore.ended(rows)).list();
  }

  /** See {@link Memberships#overdue}. */
  Set<DomainId> overdue(Handle handle, int max) {
    return new HashSet<>(
        handle
            .createQuery(
                """
                select distinct domain from (
                  select domain from link where to_epoch is null and until <= clock_timestamp()
                  limit :max) l
                """)
            .bind("max", max)
            .map((rows, context) -> new DomainId(rows.getLong("domain")))
            .list());
  }

  /** A person's own link to a conversation, and where it began. */
  record Own(
      ConversationRole role,
      long since,
      Opening opening,
      Optional<Instant> until,
      Optional<AccountId> sponsor,
      Optional<String> relation) {

    /** The same terms with another role. */
    Terms as(ConversationRole next) {
      return new Terms(next, opening, until, sponsor, relation);
    }
  }

  /**
   * The person's own link to a conversation.
   *
   * @throws Failure {@code not_found} if there is none
   */
  Own own(At at, ConversationId conversation, AccountId person) {
    return find(at, conversation, person).orElseThrow(Failure::notFound);
  }

  /** The person's own link to a conversation, if there is one, also where its time is over. */
  Optional<Own> find(At at, ConversationId conversation, AccountId person) {
    return at.handle()
        .createQuery(
            """
            select role, opens_epoch, opens_pos, until, sponsor, relation,
              coalesce(since_epoch, from_epoch) as since_epoch
            from link
            where kind = 'direct' and person = :person and conversation = :conversation
              and to_epoch is null
            """)
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .map((rows, context) -> own(rows))
        .findOne();
  }

  private static Own own(ResultSet row) throws SQLException {
    return new Own(
        WireName.parse(ConversationRole.class, row.getString("role")),
        row.getLong("since_epoch"),
        new Opening(row.getLong("opens_epoch"), row.getLong("opens_pos")),
        Optional.ofNullable(row.getTimestamp("until")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getObject("sponsor", Long.class)).map(AccountId::new),
        Optional.ofNullable(row.getString("relation")));
  }

  /** The person's seat in the workspace of the domain. */
  Optional<WorkspaceRole> seat(At at, AccountId person) {
    return at.handle()
        .createQuery(
            """
            select s.role from held_seat s
            where s.domain = :domain and s.person = :person
            """)
        .bind("domain", at.domain().value())
        .bind("person", person.value())
        .map((rows, context) -> WireName.parse(WorkspaceRole.class, rows.getString("role")))
        .findOne();
  }

  /**
   * A workspace keeps an owner who is not suspended.
   *
   * @param person whose seat is about to end, to be another, or to be shut by a suspension
   * @throws Failure {@code conflict} if they are the last owner
   */
  void requireOtherOwner(At at, AccountId person) {
    boolean last =
        at.handle()
            .createQuery("select last_owner(:domain, :person)")
            .bind("domain", at.domain().value())
            .bind("person", person.value())
            .mapTo(Boolean.class)
            .one();
    if (last) {
      throw Failure.of(
          ErrorCode.CONFLICT, "the last owner (expected: make somebody else an owner first)");
    }
  }

  /**
   * Keeps at least one admin in a group: a person who is a member and whom a path leads there.
   *
   * @throws Failure {@code conflict} if there is no other one
   */
  void requireOtherAdmin(At at, ConversationId group, AccountId person) {
    boolean other =
        at.handle()
            .createQuery("select other_member(:group, :person, 'admin')")
            .bind("group", group.value())
            .bind("person", person.value())
            .mapTo(Boolean.class)
            .one();
    if (!other) {
      throw Failure.of(
          ErrorCode.CONFLICT, "the last admin (expected: make somebody else an admin first)");
    }
  }
}
