package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.Memberships.Ended;
import java.util.List;

/**
 * Ends the DMs that an external opened because of a shared conversation, their anchor, for whoever
 * is no member and has lost the anchor (D7). Looks only at people whose links the change of this
 * epoch ended or cut.
 */
final class AnchorStore {
  /** A suspension is no end: it covers the whole domain, the DM included, and can be lifted. */
  private static final String END =
      """
      with gone as (
        select l.person from link l
        where l.domain = :domain and l.to_epoch = :epoch and l.kind = 'direct'
        union
        select x.person from link x
        where x.domain = :domain and x.from_epoch = :epoch and x.kind = 'exclude'
        union
        select m.person from link v
        join link m on m.kind = 'direct' and m.conversation = v.grp and m.to_epoch is null
        where v.domain = :domain and v.to_epoch = :epoch and v.kind = 'via'
      ), ended as (
        update link set to_epoch = :epoch, to_mark = :mark, end_reason = 'anchor',
          changed_at = clock_timestamp()
        where domain = :domain and to_epoch is null and anchor is not null
          and person in (select person from gone)
          and not exists (
            select from link s
            where s.person = link.person and s.domain = :domain and s.kind = 'seat'
              and s.to_epoch is null)
          and not exists (
            select from link l
            where l.person = link.person and l.kind = 'direct' and l.conversation = link.anchor
              and l.to_epoch is null and (l.until is null or l.until > clock_timestamp()))
          and (exists (
              select from link x
              where x.person = link.person and x.kind = 'exclude' and x.conversation = link.anchor
                and x.to_epoch is null)
            or not exists (
              select from link v
              join link m on m.kind = 'direct' and m.conversation = v.grp and m.person = link.person
                and m.to_epoch is null and (m.until is null or m.until > clock_timestamp())
              where v.kind = 'via' and v.conversation = link.anchor and v.to_epoch is null))
        returning conversation, person
      )
      select conversation, person from ended
      """;

  private AnchorStore() {}

  /** Ends them at this epoch; what was an anchor itself may have ended with it, so call again. */
  static List<Ended> end(At at) {
    return at.handle()
        .createQuery(END)
        .bind("domain", at.domain().value())
        .bind("epoch", at.epoch())
        .bind("mark", at.mark())
        .map((rows, context) ->
            new Ended(
                new ConversationId(rows.getLong("conversation")),
                new AccountId(rows.getLong("person"))))
        .list();
  }
}
