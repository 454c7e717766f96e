package io.drawbridge.server.invite.mail;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads what a mail about an addition needs, and keeps its note. */
final class AdditionStore {
  /** The address that the mail goes to, the link it is about, and the person who made that link. */
  record Added(EmailAddress email, long link, AccountId adder) {}

  /** The content of the mail, if the addition still stands. */
  record About(
      String adder, ConversationKind kind, Optional<String> title, Optional<String> note) {}

  /**
   * The link that leads the person there directly; empty if they have no mailbox known to be
   * theirs.
   */
  Optional<Added> added(Handle handle, ConversationId conversation, AccountId person) {
    return handle
        .createQuery(
            """
            select a.email, l.id, l.sponsor
            from held_own l join account a on a.id = l.person
            where l.person = :person and l.conversation = :conversation and l.sponsor is not null
              and a.email is not null and a.email_verified_at is not null and a.ended_at is null
            """)
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .map(row ->
            new Added(
                new EmailAddress(row.getColumn("email", String.class)),
                row.getColumn("id", Long.class),
                new AccountId(row.getColumn("sponsor", Long.class))))
        .findOne();
  }

  void insertNote(Handle handle, long mail, String note) {
    handle
        .createUpdate("insert into mail_note (mail, note) values (:mail, :note)")
        .bind("mail", mail)
        .bind("note", note)
        .execute();
  }

  /**
   * The content of the mail; empty unless the link still leads an external there, whose address is
   * still this one.
   */
  Optional<About> about(Handle handle, long link, EmailAddress to, long mail) {
    return handle
        .createQuery(
            """
            select s.name as adder, c.kind, n.note,
              case when c.kind <> 'dm' and c.visibility is distinct from 'secret' then c.name end as title
            from held_own l
            join account a on a.id = l.person
            join account s on s.id = l.sponsor
            join conversation c on c.id = l.conversation
            left join mail_note n on n.mail = :mail
            where l.id = :link and reaches(l.person, l.conversation)
              and seat_of(l.person, l.domain) is null and a.email = :email and a.ended_at is null
            """)
        .bind("link", link)
        .bind("email", to.value())
        .bind("mail", mail)
        .map(row ->
            new About(
                row.getColumn("adder", String.class),
                ConversationKind.valueOf(
                    row.getColumn("kind", String.class).toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getColumn("title", String.class)),
                Optional.ofNullable(row.getColumn("note", String.class))))
        .findOne();
  }
}
