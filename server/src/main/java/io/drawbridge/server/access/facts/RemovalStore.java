package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.EndConditionsRow;
import io.drawbridge.server.access.link.Opening;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * Finds the last removal of somebody, or of a group, from a conversation, and what it took: for who
 * takes it back (N-18). Who removed is what the audit says of the epoch.
 */
public final class RemovalStore {
  /**
   * A removal.
   *
   * @param epoch at which it was made, at that mark
   * @param lately it is not too long ago to be taken back
   * @param link the own link that it ended
   * @param excluded it shut the person out, and they still are
   */
  public record Removal(
      long epoch, long mark, boolean lately, Optional<Long> link, boolean excluded) {}

  /**
   * The link that a removal ended.
   *
   * @param end the end that was set
   * @param exception why the policies are not asked
   * @param anchor the conversation that it ended with
   * @param answered somebody answers for it now, or nobody ever had to
   * @param now the clock of the database
   */
  public record Taken(
      ConversationRole role,
      Opening opening,
      Optional<Instant> end,
      Optional<Instant> confirmBy,
      EndConditions conditions,
      Optional<AccountId> sponsor,
      Optional<String> relation,
      Optional<String> exception,
      Optional<ConversationId> anchor,
      boolean answered,
      Instant now) {
    /** Returns whether the clock would have ended it by now. */
    public boolean over() {
      return Stream.of(end, confirmBy).flatMap(Optional::stream).anyMatch(it -> !it.isAfter(now));
    }
  }

  private static final String BY =
      """
      , removal as (
        select greatest((select epoch from lost), (select epoch from shut)) as epoch
      )
      select r.epoch, c.mark, c.at > clock_timestamp() - make_interval(secs => :within) as lately,
        (select l.id from lost l where l.epoch = r.epoch) as link,
        exists (select from shut s where s.epoch = r.epoch) as excluded
      from removal r
      join change c on c.scope = :domain and c.epoch = r.epoch
      join audit a on a.scope = c.scope and a.epoch = c.epoch
      where a.action in ('member.remove', 'external.end') and a.actor = :actor
      """;

  /** The last removal of a person, if this actor made it. */
  public Optional<Removal> ofPerson(
      Handle handle,
      DomainId domain,
      ConversationId conversation,
      AccountId person,
      AccountId actor,
      Duration within) {
    Query lost =
        handle
            .createQuery(
                """
                with lost as (
                  select l.id, l.to_epoch as epoch from link l
                  where l.kind = 'direct' and l.person = :person and l.conversation = :conversation
                    and l.to_epoch is not null
                  order by l.to_epoch desc, l.id desc limit 1
                ), shut as (
                  select x.from_epoch as epoch from link x
                  where x.kind = 'exclude' and x.person = :person and x.conversation = :conversation
                    and x.to_epoch is null
                )
                """
                    + BY)
            .bind("conversation", conversation.value())
            .bind("person", person.value());
    return made(lost, domain, actor, within);
  }

  /** The same of a group that was taken off a thread. */
  public Optional<Removal> ofGroup(
      Handle handle,
      DomainId domain,
      ConversationId thread,
      ConversationId group,
      AccountId actor,
      Duration within) {
    Query lost =
        handle
            .createQuery(
                """
                with lost as (
                  select l.id, l.to_epoch as epoch from link l
                  where l.kind = 'via' and l.grp = :group and l.conversation = :thread
                    and l.to_epoch is not null
                  order by l.to_epoch desc, l.id desc limit 1
                ), shut as (
                  select null::bigint as epoch where false
                )
                """
                    + BY)
            .bind("thread", thread.value())
            .bind("group", group.value());
    return made(lost, domain, actor, within);
  }

  private static Optional<Removal> made(
      Query lost, DomainId domain, AccountId actor, Duration within) {
    return lost.bind("domain", domain.value())
        .bind("actor", actor.value())
        .bind("within", (double) within.toSeconds())
        .map((rows, context) -> removal(rows))
        .findOne();
  }

  private static Removal removal(ResultSet row) throws SQLException {
    return new Removal(
        row.getLong("epoch"),
        row.getLong("mark"),
        row.getBoolean("lately"),
        Optional.ofNullable(row.getObject("link", Long.class)),
        row.getBoolean("excluded"));
  }

  /** What the link gave that a removal ended. */
  public Taken taken(Handle handle, long link) {
    return handle
        .createQuery(
            """
            select l.role, l.opens_epoch, l.opens_pos, l.term, l.confirm_by, l.ends_on_close,
              l.ends_with_sponsor, l.idle_days, l.sponsor, l.relation, l.reason, l.anchor,
              l.sponsor is null or answers_for(l.sponsor, l.conversation, l.domain, false) as answered,
              clock_timestamp() as now
            from link l where l.id = :link
            """)
        .bind("link", link)
        .map((RowView row) -> taken(row))
        .one();
  }

  private static Taken taken(RowView row) {
    return new Taken(
        Optional.ofNullable(row.getColumn("role", String.class))
            .map(role -> WireName.parse(ConversationRole.class, role))
            .orElse(ConversationRole.MEMBER),
        new Opening(
            row.getColumn("opens_epoch", Long.class), row.getColumn("opens_pos", Long.class)),
        Optional.ofNullable(row.getColumn("term", Instant.class)),
        Optional.ofNullable(row.getColumn("confirm_by", Instant.class)),
        EndConditionsRow.read(row),
        Optional.ofNullable(row.getColumn("sponsor", Long.class)).map(AccountId::new),
        Optional.ofNullable(row.getColumn("relation", String.class)),
        Optional.ofNullable(row.getColumn("reason", String.class)),
        Optional.ofNullable(row.getColumn("anchor", Long.class)).map(ConversationId::new),
        row.getColumn("answered", Boolean.class),
        row.getColumn("now", Instant.class));
  }
}
