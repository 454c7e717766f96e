package io.drawbridge.server.push.send;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.notify.NoticeCause;
import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.protocol.push.PushKind;
import io.drawbridge.server.notify.setting.QuietRow;
import io.drawbridge.server.notify.setting.Stored;
import io.drawbridge.server.push.web.Browser;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads what a push may say at this moment. */
final class PushTellingStore {
  private static final int TEXT_CHARS = 160;

  /**
   * The newest of what is for the device's person in a conversation.
   *
   * @param title absent where a locked screen must not name the conversation
   * @param text of the message as it is now
   */
  record Telling(
      PushDeviceAt device,
      long pos,
      NoticeCause reason,
      String author,
      Optional<String> title,
      Optional<String> text,
      QuietHours quiet) {}

  /**
   * The newest notice that the person has not read, of a message that is still there and that they
   * see, in a conversation of which they want to hear; empty if the device is pushed to no more.
   */
  Optional<Telling> telling(Handle snapshot, long device, long conversation) {
    return snapshot
        .createQuery(
            """
            select d.id, d.account, d.kind, d.address, d.p256dh, d.auth, d.failures,
                   n.pos, n.reason,
                   shown_name(n.author, c.domain) as author, left(m.text, :chars) as text,
                   case when c.kind <> 'dm' and c.visibility is distinct from 'secret'
                        then c.name end as title,
                   q.until, q.zone, q.week
            from push_device d
            join conversation c on c.id = :conversation
            join notice n on n.account = d.account and n.conversation = c.id
            cross join lateral floor_of(d.account, c.id) f
            left join message m on m.conversation = n.conversation and m.pos = n.message
            left join marker k on k.account = d.account and k.conversation = c.id
            left join notice_setting s on s.account = d.account and s.conversation = c.id
            left join notice_setting g on g.account = d.account and g.conversation = 0
            left join notice_quiet q on q.account = d.account
            where d.id = :device and push_lives(d.account, d.session)
              and n.pos > coalesce(k.read_pos, 0)
              and (n.message is null
                or (m.pos > f.pos and m.epoch >= f.epoch and m.text is not null
                  and (not f.apart or sees_person(d.account, m.author, c.domain))))
              and (not f.apart or sees_person(d.account, n.author, c.domain))
              and not blocks(d.account, n.author) and not blocks(d.account, m.author)
              and coalesce(s.level, g.level, 'mentions') <> 'nothing'
              and (s.muted_until is null or s.muted_until <= clock_timestamp())
            order by n.pos desc limit 1
            """)
        .bind("device", device)
        .bind("conversation", conversation)
        .bind("chars", TEXT_CHARS)
        .map(PushTellingStore::telling)
        .findOne();
  }

  private static Telling telling(RowView row) {
    return new Telling(
        device(row),
        row.getColumn("pos", Long.class),
        Stored.of(row, "reason", NoticeCause.class),
        row.getColumn("author", String.class),
        Optional.ofNullable(row.getColumn("title", String.class)),
        Optional.ofNullable(row.getColumn("text", String.class)),
        QuietRow.of(row));
  }

  private static PushDeviceAt device(RowView row) {
    Optional<byte[]> point = Optional.ofNullable(row.getColumn("p256dh", byte[].class));
    return new PushDeviceAt(
        row.getColumn("id", Long.class),
        row.getColumn("account", Long.class),
        WireName.parse(PushKind.class, row.getColumn("kind", String.class)),
        row.getColumn("address", String.class),
        point.flatMap(it -> Browser.of(it, row.getColumn("auth", byte[].class))),
        row.getColumn("failures", Integer.class) > 0);
  }

  /**
   * Whether the person sees every message of which a push may tell, or might have told when it was
   * made a moment ago.
   */
  boolean seesAll(Handle snapshot, long device, long conversation) {
    return snapshot
        .createQuery(
            """
            select exists (
              select from push_device d
              join conversation c on c.id = :conversation
              cross join lateral floor_of(d.account, c.id) f
              left join marker k on k.account = d.account and k.conversation = c.id
              where d.id = :device and push_lives(d.account, d.session)
                and not exists (
                  select from notice n
                  left join message m on m.conversation = n.conversation and m.pos = n.message
                  where n.account = d.account and n.conversation = c.id
                    and n.pos > coalesce(k.read_pos, 0)
                    and not coalesce(
                      (n.message is null or (m.pos > f.pos and m.epoch >= f.epoch))
                        and (not f.apart
                          or (sees_person(d.account, coalesce(m.author, n.author), c.domain)
                            and sees_person(d.account, n.author, c.domain))),
                      false)))
            """)
        .bind("device", device)
        .bind("conversation", conversation)
        .mapTo(Boolean.class)
        .one();
  }

  /** The device, if it is pushed to no more, or its person does not have the conversation. */
  Optional<PushDeviceAt> lost(Handle snapshot, long device, long conversation) {
    return snapshot
        .createQuery(
            """
            select d.id, d.account, d.kind, d.address, d.p256dh, d.auth, d.failures
            from push_device d
            where d.id = :device
              and (not push_lives(d.account, d.session) or not reaches(d.account, :conversation))
            """)
        .bind("device", device)
        .bind("conversation", conversation)
        .map(PushTellingStore::device)
        .findOne();
  }
}
