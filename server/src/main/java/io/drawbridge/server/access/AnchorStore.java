package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Memberships.At;
import java.util.List;

/**
 * Finds the DMs that an external opened because of a shared conversation, their anchor, and that
 * end for whoever is no member and has lost the anchor (D7). Looks only at people whose links the
 * change of this epoch ended or cut.
 */
final class AnchorStore {
  /** A suspension is no end: it covers the whole domain, the DM included, and can be lifted. */
  private static final String LOST =
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
      )
      select d.id from link d
      where d.domain = :domain and d.to_epoch is null and d.anchor is not null
        and d.person in (select person from gone)
        and not exists (
          select from link s
          where s.person = d.person and s.domain = :domain and s.kind = 'seat'
            and s.to_epoch is null)
        and not exists (
          select from link l
          where l.person = d.person and l.kind = 'direct' and l.conversation = d.anchor
            and l.to_epoch is null and (l.until is null or l.until > clock_timestamp()))
        and (exists (
            select from link x
            where x.person = d.person and x.kind = 'exclude' and x.conversation = d.anchor
              and x.to_epoch is null)
          or not exists (
            select from link v
            join link m on m.kind = 'direct' and m.conversation = v.grp and m.person = d.person
              and m.to_epoch is null and (m.until is null or m.until > clock_timestamp())
            where v.kind = 'via' and v.conversation = d.anchor and v.to_epoch is null))
      """;

  /** Whether the person's link to the DM, which holds, ends with another conversation. */
  boolean anchored(At at, ConversationId dm, AccountId person) {
    return at.handle()
        .createQuery(
            """
            select exists (
              select from link
              where person = :person and kind = 'direct' and conversation = :dm
                and to_epoch is null and anchor is not null)
            """)
        .bind("person", person.value())
        .bind("dm", dm.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** The links to DMs that hold, and whose anchor does not lead there any more. */
  List<Long> lost(At at) {
    return at.handle()
        .createQuery(LOST)
        .bind("domain", at.domain().value())
        .bind("epoch", at.epoch())
        .mapTo(Long.class)
        .list();
  }
}
