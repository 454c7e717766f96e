package io.drawbridge.server.notify.mail;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.notify.NoticeCause;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.notify.setting.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads what a mail about notices may say at this moment, line by line. */
final class TellingStore {
  /** Lines read for one mail. */
  static final int LINES_MAX = 50;

  /**
   * One thing that the mail tells.
   *
   * @param title absent where a mail must not name the conversation
   * @param text of the message as it is now
   */
  record Telling(
      AccountId account,
      ConversationId conversation,
      Optional<String> title,
      String author,
      NoticeCause reason,
      String text,
      Instant at) {}

  /**
   * The notices of the mail, in their order: those that its person has not read, of messages that
   * are still there and that they see, in conversations of which they still want mails; none if the
   * address is theirs no more.
   */
  List<Telling> tellings(Handle snapshot, long mail, EmailAddress to) {
    return snapshot
        .createQuery(
            """
            select n.account, c.id, shown_name(n.author, c.domain) as author, n.reason,
                   m.text, m.sent_at,
                   case when c.kind <> 'dm' and c.visibility is distinct from 'secret'
                        then c.name end as title
            from notice_mail w
            join account a on a.id = w.account and a.email = :email
              and a.email_verified_at is not null and a.ended_at is null
            join notice n on n.mail = w.id
            join conversation c on c.id = n.conversation
            cross join lateral floor_of(w.account, c.id) f
            join message m on m.conversation = n.conversation and m.pos = n.message
            left join marker k on k.account = w.account and k.conversation = c.id
            left join notice_setting s on s.account = w.account and s.conversation = c.id
            left join notice_setting g on g.account = w.account and g.conversation = 0
            where w.id = :mail and n.pos > coalesce(k.read_pos, 0)
              and m.pos > f.pos and m.epoch >= f.epoch and m.text is not null
              and (not f.apart
                or (sees_person(w.account, m.author, c.domain)
                  and sees_person(w.account, n.author, c.domain)))
              and not blocks(w.account, n.author) and not blocks(w.account, m.author)
              and coalesce(s.mail, g.mail, 'immediate') <> 'off'
              and coalesce(s.level, g.level, 'mentions') <> 'nothing'
              and (s.muted_until is null or s.muted_until <= clock_timestamp())
            order by n.pos, c.id limit :max
            """)
        .bind("mail", mail)
        .bind("email", to.value())
        .bind("max", LINES_MAX)
        .map(TellingStore::telling)
        .list();
  }

  private static Telling telling(RowView row) {
    return new Telling(
        new AccountId(row.getColumn("account", Long.class)),
        new ConversationId(row.getColumn("id", Long.class)),
        Optional.ofNullable(row.getColumn("title", String.class)),
        row.getColumn("author", String.class),
        Stored.of(row, "reason", NoticeCause.class),
        row.getColumn("text", String.class),
        row.getColumn("sent_at", Instant.class));
  }

  /**
   * Whether the person sees every message of which the mail may tell, or might have told when it
   * was made a moment ago.
   */
  boolean seesAll(Handle snapshot, long mail) {
    return snapshot
        .createQuery(
            """
            select not exists (
              select from notice_mail w
              join notice n on n.mail = w.id
              join conversation c on c.id = n.conversation
              join message m on m.conversation = n.conversation and m.pos = n.message
              left join lateral floor_of(w.account, c.id) f on true
              where w.id = :mail
                and not coalesce(
                  m.pos > f.pos and m.epoch >= f.epoch
                    and (not f.apart
                      or (sees_person(w.account, m.author, c.domain)
                        and sees_person(w.account, n.author, c.domain))),
                  false))
            """)
        .bind("mail", mail)
        .mapTo(Boolean.class)
        .one();
  }
}
