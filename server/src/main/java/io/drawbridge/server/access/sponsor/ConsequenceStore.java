package io.drawbridge.server.access.sponsor;

import io.drawbridge.server.access.facts.BackstageStore;
import io.drawbridge.server.access.facts.ChargeStore;
import io.drawbridge.server.access.link.DomainId;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Finds what follows from the links that a change wrote, by one statement: every change asks it,
 * under the lock.
 */
public final class ConsequenceStore {
  /**
   * The links to DMs that an external opened because of a shared conversation, their anchor, and
   * that must end now: the external has no seat and has lost the anchor (D7). Looks only at people
   * whose links the change ended or cut. A suspension is no loss: it covers the whole domain, the
   * DM included, and can be lifted.
   */
  private static final String UNANCHORED =
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

  /**
   * Whether the change can have left a conversation without anybody in charge, or filled such a
   * gap. Externals are never in charge, so their own links, which most changes are about, alter
   * nothing. Cheap, where {@link ChargeStore#vacant} is not.
   */
  private static final String CHARGE =
      """
      select exists (
        select from (
          select l.kind, l.person from link l where l.domain = :domain and l.from_epoch = :epoch
          union all
          select l.kind, l.person from link l where l.domain = :domain and l.to_epoch = :epoch) c
        where c.kind <> 'direct'
           or exists (
             select from link s
             where s.person = c.person and s.kind = 'seat' and s.domain = :domain
               and (s.to_epoch is null or s.to_epoch = :epoch)))
      """;

  private static final String BOTH =
      """
      select array(
      %s) as unanchored, array(
      %s) as unsettled, (
      %s) as charge, exists (
        select from conversation b
        where b.domain = :domain and b.backstage_of is not null) as backstages
      """
          .formatted(UNANCHORED, StayStore.MOVED, CHARGE);

  /**
   * What follows from a change.
   *
   * @param unanchored the links to DMs that hold, and whose anchor does not lead there any more
   * @param unsettled the links of externals whose sponsor has gone or is back
   * @param charge whether {@link ChargeStore#vacant} has to be asked
   * @param backstages whether {@link BackstageStore#due} has to be
   */
  public record Consequences(
      List<Long> unanchored, List<Long> unsettled, boolean charge, boolean backstages) {}

  public Consequences of(Handle handle, DomainId domain, long epoch) {
    return handle
        .createQuery(BOTH)
        .bind("domain", domain.value())
        .bind("epoch", epoch)
        .map((rows, context) ->
            new Consequences(
                ids(rows.getArray("unanchored")),
                ids(rows.getArray("unsettled")),
                rows.getBoolean("charge"),
                rows.getBoolean("backstages")))
        .one();
  }

  private static List<Long> ids(Array column) throws SQLException {
    return Arrays.asList((Long[]) column.getArray());
  }
}
