package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Memberships.At;
import java.util.List;

/**
 * Finds the DMs that an external opened because of a shared conversation, their anchor, and that
 * must end now: the external has no seat and has lost the anchor (D7). Looks only at people whose
 * links the change of this epoch ended or cut.
 */
final class AnchorStore {
  /**
   * The links whose anchor is lost. A suspension is no loss: it covers the whole domain, the DM
   * included, and can be lifted.
   */
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
        join held_own m on m.conversation = v.grp
        where v.domain = :domain and v.to_epoch = :epoch and v.kind = 'via'
      )
      select d.id from external_own d
      where d.domain = :domain and d.anchor is not null
        and d.person in (select person from gone)
        and not exists (
          select from lasting_path p
          where p.person = d.person and p.conversation = d.anchor
          offset 0)
      """;

  /** Returns whether the person's link to the DM, which holds, ends with another conversation. */
  boolean anchored(At at, ConversationId dm, AccountId person) {
    return at.handle()
        .createQuery(
            """
            select exists (
              select from held_own l
              where l.person = :person and l.conversation = :dm and l.anchor is not null)
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
