package io.drawbridge.server.external;

import io.drawbridge.server.mail.Letters.Answering;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Finds whom to tell of externals who have to be confirmed, or for whom nobody answers, and
 * remembers who was told. Of one workspace each is told in one mail, however many there are.
 */
final class SponsorNoticeStore {
  /** A mail that is due: about externals of this domain. */
  record Due(long domain, EmailAddress email) {}

  private static final String CONFIRM =
      """
      l.confirm_by <= clock_timestamp() + cast(:before as interval)
        and l.confirm_by - least(cast(:before as interval), (l.confirm_by - l.changed_at) / 2)
          <= clock_timestamp()
        and l.orphaned_until is null
      """;

  /** All, whatever comes first. */
  private static final String ORPHANED =
      "l.orphaned_until is not null and cast(:before as interval) is not null";

  private static final String SPONSOR = "select l.sponsor as person";
  private static final String IN_CHARGE = "select person from in_charge(l.conversation, l.domain)";

  /** The sorts of notices. */
  enum Sort {
    CONFIRM("confirm", SponsorNoticeStore.CONFIRM, SPONSOR, "l.confirm_by"),
    ORPHANED("orphaned", SponsorNoticeStore.ORPHANED, IN_CHARGE, "l.orphaned_until");

    private final String stored;
    private final String take;
    private final String about;

    Sort(String stored, String condition, String whom, String date) {
      this.stored = stored;
      this.take =
          """
          with due as (
            select l.id, l.domain, l.conversation, l.sponsor from external_own l
            where %1$s
              and not exists (select from sponsor_notice n where n.link = l.id and n.kind = :kind)
            order by l.id
            limit :max),
          taken as (
            insert into sponsor_notice (link, kind) select id, :kind from due
            on conflict do nothing
            returning link)
          select distinct d.domain, a.email, (select count(*) from taken) as taken
          from taken t join due d on d.id = t.link
          left join lateral (%2$s) w on true
          left join account a on a.id = w.person
            and a.email is not null and a.email_verified_at is not null and a.ended_at is null
          order by d.domain, a.email
          """
              .formatted(condition, whom.replace("l.", "d."));
      this.about =
          """
          select count(*) as externals, min(%3$s) as first, min(k.name) as workspace
          from external_own l
          join workspace k on k.id = l.domain
          join account a on a.email = :email and a.ended_at is null
          where l.domain = :domain and %1$s and a.id in (%2$s)
          """
              .formatted(condition, whom, date);
    }
  }

  /** Some that were taken for good: no other node tells of them. */
  record Taken(boolean any, List<Due> due) {}

  Taken take(Handle handle, Sort sort, Duration before, int max) {
    List<Optional<Due>> rows =
        handle
            .createQuery(sort.take)
            .bind("kind", sort.stored)
            .bind("before", before.toString())
            .bind("max", max)
            .map((row, context) -> {
              long domain = row.getLong("domain");
              return Optional.ofNullable(row.getString("email"))
                  .map(email -> new Due(domain, new EmailAddress(email)));
            })
            .list();
    return new Taken(!rows.isEmpty(), rows.stream().flatMap(Optional::stream).toList());
  }

  /** What to say to this address now; empty if there is nothing to say, or not to them. */
  Optional<Answering> about(
      Handle handle, Sort sort, Duration before, long domain, EmailAddress to) {
    return handle
        .createQuery(sort.about)
        .bind("before", before.toString())
        .bind("domain", domain)
        .bind("email", to.value())
        .map((row, context) ->
            row.getInt("externals") == 0
                ? Optional.<Answering>empty()
                : Optional.of(
                    new Answering(
                        row.getInt("externals"),
                        row.getString("workspace"),
                        row.getTimestamp("first").toInstant())))
        .one();
  }
}
