package io.drawbridge.server.notify.setting;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.notify.NoticeLevel;
import io.drawbridge.protocol.notify.NoticeMail;
import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.db.SqlArray;
import io.drawbridge.server.notify.rule.Keyword;
import io.drawbridge.server.notify.rule.Wishes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Keeps what people want to hear of: their levels, mails, quiet hours and keywords. */
final class SettingStore {
  /** The conversation that stands for all of which nothing else is said. */
  static final long EVERYWHERE = 0;

  /** What was said of one conversation, or of all. */
  record Said(
      Optional<NoticeLevel> level, Optional<NoticeMail> mail, Optional<Instant> mutedUntil) {
    static final Said NOTHING = new Said(Optional.empty(), Optional.empty(), Optional.empty());
  }

  void say(Handle handle, AccountId account, long conversation, Said said) {
    handle
        .createUpdate(
            """
            insert into notice_setting (account, conversation, level, mail, muted_until)
            values (:account, :conversation, :level, :mail, :muted::timestamptz)
            on conflict (account, conversation) do update
            set level = excluded.level, mail = excluded.mail, muted_until = excluded.muted_until
            """)
        .bind("account", account.value())
        .bind("conversation", conversation)
        .bind("level", said.level().map(WireName::wire))
        .bind("mail", said.mail().map(WireName::wire))
        .bind("muted", said.mutedUntil().map(Instant::toString))
        .execute();
  }

  Said said(Handle handle, AccountId account, long conversation) {
    return handle
        .createQuery(
            """
            select level, mail, muted_until from notice_setting
            where account = :account and conversation = :conversation
            """)
        .bind("account", account.value())
        .bind("conversation", conversation)
        .map(SettingStore::said)
        .findOne()
        .orElse(Said.NOTHING);
  }

  private static Said said(RowView row) {
    return new Said(
        Stored.optional(row, "level", NoticeLevel.class),
        Stored.optional(row, "mail", NoticeMail.class),
        Optional.ofNullable(row.getColumn("muted_until", Instant.class)));
  }

  /** What was said of the conversation, and what holds with all that was said elsewhere. */
  record OfConversation(Said said, NoticeLevel inForce) {}

  Optional<OfConversation> of(Handle handle, ReadPermit permit) {
    return handle
        .createQuery(
            """
            select s.level, s.mail, s.muted_until, g.level as general, k.followed,
                   c.kind = 'dm' as direct
            from conversation c
            left join notice_setting s on s.account = :account and s.conversation = c.id
            left join notice_setting g on g.account = :account and g.conversation = 0
            left join marker k on k.account = :account and k.conversation = c.id
            where c.id = :conversation
            """)
        .bind("account", permit.caller().account().value())
        .bind("conversation", permit.conversation().id().value())
        .map(row -> {
          Said said = said(row);
          Wishes wishes =
              new Wishes(
                  said.level(),
                  Stored.optional(row, "general", NoticeLevel.class),
                  Optional.ofNullable(row.getColumn("followed", Boolean.class)),
                  said.mutedUntil(),
                  QuietHours.NONE);
          return new OfConversation(said, wishes.level(row.getColumn("direct", Boolean.class)));
        })
        .findOne();
  }

  void quiet(Handle handle, AccountId account, QuietHours quiet) {
    handle
        .createUpdate(
            """
            insert into notice_quiet (account, until, zone, week)
            values (:account, :until::timestamptz, :zone, :week)
            on conflict (account) do update
            set until = excluded.until, zone = excluded.zone, week = excluded.week
            """)
        .bind("account", account.value())
        .bind("until", quiet.until().map(Instant::toString))
        .bind("zone", quiet.timeZone())
        .bind("week", QuietRow.text(quiet.week()))
        .execute();
  }

  QuietHours quiet(Handle handle, AccountId account) {
    return handle
        .createQuery("select until, zone, week from notice_quiet where account = :account")
        .bind("account", account.value())
        .map(QuietRow::of)
        .findOne()
        .orElse(QuietHours.NONE);
  }

  void keywords(Handle handle, AccountId account, List<String> keywords) {
    handle
        .createUpdate("delete from notice_keyword where account = :account")
        .bind("account", account.value())
        .execute();
    handle
        .createUpdate(
            """
            insert into notice_keyword (account, keyword, first, place)
            select :account, u.keyword, u.first, u.place
            from unnest(:keywords, :firsts) with ordinality as u (keyword, first, place)
            on conflict do nothing
            """)
        .bind("account", account.value())
        .bind("keywords", new SqlArray("text", keywords))
        .bind(
            "firsts",
            new SqlArray("text", keywords.stream().map(it -> Keyword.of(it).first()).toList()))
        .execute();
  }

  List<String> keywords(Handle handle, AccountId account) {
    return handle
        .createQuery("select keyword from notice_keyword where account = :account order by place")
        .bind("account", account.value())
        .mapTo(String.class)
        .list();
  }

  /** The address at which the person is mailed, if they have proved that it is theirs. */
  Optional<String> address(Handle handle, AccountId account) {
    return handle
        .createQuery(
            """
            select email from account
            where id = :account and email_verified_at is not null and ended_at is null
            """)
        .bind("account", account.value())
        .mapTo(String.class)
        .findOne();
  }
}
