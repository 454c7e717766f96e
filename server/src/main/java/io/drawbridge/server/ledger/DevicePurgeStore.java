package io.drawbridge.server.ledger;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.ledger.DevicePurge;
import io.drawbridge.protocol.ledger.PurgeState;
import io.drawbridge.server.access.link.DomainId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Computes what the devices of somebody owe after a loss, and what they said (N-8). */
final class DevicePurgeStore {
  private static final int DEVICES_MAX = 200;

  /** When the person lost the conversation of the domain; empty if they did not. */
  Optional<Instant> lostAt(
      Handle snapshot, DomainId domain, AccountId person, ConversationId conversation) {
    return snapshot
        .createQuery(
            """
            select e.at from conversation c cross join lateral end_of(:person, c.id, c.domain) e
            where c.id = :conversation and c.domain = :domain
              and not reaches(:person, c.id) and reached(:person, c.id)
            """)
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .bind("domain", domain.value())
        .mapTo(Instant.class)
        .findOne();
  }

  /** The devices that were signed in when it was lost. */
  List<DevicePurge> devices(
      Handle snapshot, AccountId person, ConversationId conversation, Instant lostAt) {
    return snapshot
        .createQuery(
            """
            select s.id, t.state, t.since
            from session s
            left join device_purge p on p.session = s.id and p.conversation = :conversation and p.at >= :lost
            cross join lateral (
              select case when p.at is not null then 'confirmed'
                          when least(s.ended_at, s.idle_until) <= clock_timestamp() then 'ended'
                          else 'outstanding' end as state,
                     coalesce(p.at, case when least(s.ended_at, s.idle_until) <= clock_timestamp()
                       then least(s.ended_at, s.idle_until) else :lost end) as since) t
            where s.account = :person and s.created_at <= :lost
              and least(s.ended_at, s.idle_until) > :lost
            order by t.state, t.since, s.id limit :max
            """)
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .bind("lost", lostAt)
        .bind("max", DEVICES_MAX)
        .map((RowView row) ->
            new DevicePurge(
                new SessionId(row.getColumn("id", Long.class)),
                WireName.parse(PurgeState.class, row.getColumn("state", String.class)),
                row.getColumn("since", Instant.class)))
        .list();
  }
}
