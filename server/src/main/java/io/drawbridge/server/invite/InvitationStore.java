package io.drawbridge.server.invite;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Rows of {@code invitation}. Every method runs in the transaction of its caller. */
final class InvitationStore {
  static final String WHAT = "invitation";

  /**
   * The part of conversation {@code c}'s name that outsiders may see: that of a group that is
   * listed in the directory, else nothing (a thread's, a secret group's and a DM's is nobody's
   * business outside).
   */
  private static final String TITLE =
      "case when c.kind = 'group' and c.visibility <> 'secret' then c.name end";

  private static final String SELECT =
      """
      select i.id, i.domain, i.conversation, c.kind, %s as title, i.email, i.inviter, a.name as inviter_name,
        i.opens_epoch, i.opens_pos, i.until, i.relation, i.name, i.note, i.created_at, i.expires_at,
        invitation_state(i.state, i.expires_at, i.until) as state, barred(i.domain, i.email) as barred
      from invitation i join conversation c on c.id = i.conversation join account a on a.id = i.inviter
      """
          .formatted(TITLE);

  private static final String UNANSWERED =
      """
      where i.conversation = :conversation and i.state in ('pending', 'undeliverable')
        and (:all or i.inviter = :inviter)
      """;

  /**
   * An invitation as its row and the clock have it now.
   *
   * @param title what the owner of the address may see of the conversation's name
   * @param barred whether the owner of the address is suspended there
   */
  record Stored(
      InvitationId id,
      DomainId domain,
      ConversationId conversation,
      ConversationKind kind,
      Optional<String> title,
      EmailAddress email,
      AccountId inviter,
      String inviterName,
      Opening opening,
      Optional<Instant> until,
      Optional<String> relation,
      Optional<String> name,
      Optional<String> note,
      InvitationState state,
      boolean barred,
      Instant createdAt,
      Instant expiresAt) {}

  /** An invitation on its way into the table, under this id unless one to the address is open. */
  record Fresh(InvitationId id, EmailAddress email, Invitations.Wanted wanted) {}

  /**
   * Records invitations, or brings the open ones of the same address and conversation up to date,
   * by one statement. Their end is {@code lifetime} from now.
   *
   * @param wanted to one address each
   * @return the invitation to each address
   */
  Map<EmailAddress, InvitationId> upsert(
      AuditedTransaction tx, At at, AccountId inviter, List<Fresh> wanted, Duration lifetime) {
    Map<EmailAddress, InvitationId> invitations = new HashMap<>();
    columns(wanted)
        .bind(
            tx.handle()
                .createQuery(
                    """
                    insert into invitation (id, domain, conversation, email, inviter, role, at_epoch,
                        opens_epoch, opens_pos, until, relation, name, note, expires_at)
                    select w.id, :domain, w.conversation, w.email, :inviter, 'member', :at_epoch, w.epoch,
                      w.pos, w.until::timestamptz, w.relation, w.name, w.note,
                      clock_timestamp() + make_interval(secs => :lifetime)
                    from unnest(:ids, :conversations, :emails, :epochs, :positions, :untils, :relations,
                        :names, :notes)
                      as w (id, conversation, email, epoch, pos, until, relation, name, note)
                    on conflict (conversation, email) where state in ('pending', 'undeliverable') do update
                    set inviter = excluded.inviter, opens_epoch = excluded.opens_epoch,
                        at_epoch = case
                          when invitation_state(invitation.state, invitation.expires_at, invitation.until)
                            = 'expired' then excluded.at_epoch else invitation.at_epoch end,
                        opens_pos = excluded.opens_pos, until = excluded.until,
                        relation = excluded.relation, name = excluded.name, note = excluded.note,
                        expires_at = excluded.expires_at, created_at = excluded.created_at, state = 'pending'
                    returning id, email
                    """))
        .bind("domain", at.domain().value())
        .bind("at_epoch", at.epoch())
        .bind("inviter", inviter.value())
        .bind("lifetime", (double) lifetime.toSeconds())
        .map((rows, context) ->
            invitations.put(
                new EmailAddress(rows.getString("email")), new InvitationId(rows.getLong("id"))))
        .list();
    wanted.forEach(each -> tx.wrote(made(invitations.getOrDefault(each.email(), each.id()), each)));
    return invitations;
  }

  private static Columns columns(List<Fresh> wanted) {
    Columns columns =
        Columns.empty().number("ids").number("conversations").text("emails").number("epochs");
    columns.number("positions").text("untils").text("relations").text("names").text("notes");
    for (Fresh each : wanted) {
      Invitations.Wanted asked = each.wanted();
      columns.add(
          each.id().value(),
          asked.conversation().value(),
          each.email().value(),
          asked.opening().epoch(),
          asked.opening().pos(),
          asked.until().map(Instant::toString).orElse(null),
          asked.relation().orElse(null),
          asked.name().orElse(null),
          asked.note().orElse(null));
    }
    return columns;
  }

  private static AuditFact made(InvitationId invitation, Fresh wanted) {
    return AuditFact.made(
        WHAT,
        invitation,
        Map.of(
            "state",
            stored(InvitationState.PENDING),
            "address",
            AuditFact.hash(wanted.email().value()),
            "conversation",
            AuditFact.text(wanted.wanted().conversation())));
  }

  Optional<Stored> find(Handle handle, InvitationId invitation) {
    return find(handle, List.of(invitation)).stream().findFirst();
  }

  List<Stored> find(Handle handle, Collection<InvitationId> invitations) {
    return handle
        .createQuery(SELECT + "where i.id = any(:ids)")
        .bindArray("ids", Long.class, invitations.stream().map(InvitationId::value).toList())
        .map(InvitationStore::stored)
        .list();
  }

  /** Locks the row and reads it as it stands under the lock. */
  Optional<Stored> lock(Handle handle, InvitationId invitation) {
    return handle
        .createQuery(SELECT + "where i.id = :id for no key update of i")
        .bind("id", invitation.value())
        .map(InvitationStore::stored)
        .findOne();
  }

  /** The invitations of these addresses that nobody has answered. */
  List<Stored> unanswered(
      Handle handle, ConversationId conversation, Collection<EmailAddress> emails) {
    return handle
        .createQuery(
            SELECT
                + """
                where i.conversation = :conversation and i.email = any(:emails)
                  and i.state in ('pending', 'undeliverable')
                """)
        .bind("conversation", conversation.value())
        .bindArray("emails", String.class, emails.stream().map(EmailAddress::value).toList())
        .map(InvitationStore::stored)
        .list();
  }

  /**
   * The invitations into a conversation that nobody has answered, all or one inviter's, by their
   * ids.
   */
  List<Stored> unanswered(
      Handle handle,
      ConversationId conversation,
      Optional<AccountId> inviter,
      long after,
      int max) {
    return handle
        .createQuery(SELECT + UNANSWERED + "and i.id > :after order by i.id limit :max")
        .bind("conversation", conversation.value())
        .bind("after", after)
        .bind("all", inviter.isEmpty())
        .bind("inviter", inviter.map(AccountId::value).orElse(0L))
        .bind("max", max)
        .map(InvitationStore::stored)
        .list();
  }

  /** The newest invitations into a conversation that nobody has answered, all or one inviter's. */
  List<Stored> newest(
      Handle handle, ConversationId conversation, Optional<AccountId> inviter, int max) {
    return handle
        .createQuery(SELECT + UNANSWERED + "order by i.created_at desc, i.id limit :max")
        .bind("conversation", conversation.value())
        .bind("all", inviter.isEmpty())
        .bind("inviter", inviter.map(AccountId::value).orElse(0L))
        .bind("max", max)
        .map(InvitationStore::stored)
        .list();
  }

  /**
   * The invitations to an address that nobody has answered and the clock has not ended, the newest
   * first.
   */
  List<Stored> to(Handle handle, EmailAddress email, int max) {
    return handle
        .createQuery(
            SELECT
                + """
                where i.email = :email and i.state in ('pending', 'undeliverable')
                  and invitation_state(i.state, i.expires_at, i.until) <> 'expired'
                order by i.created_at desc, i.id limit :max
                """)
        .bind("email", email.value())
        .bind("max", max)
        .map(InvitationStore::stored)
        .list();
  }

  /** The invitations of a domain to an address that nobody has answered. */
  List<InvitationId> unanswered(Handle handle, DomainId domain, EmailAddress email) {
    return handle
        .createQuery(
            """
            select id from invitation
            where domain = :domain and email = :email and state in ('pending', 'undeliverable')
            order by id
            """)
        .bind("domain", domain.value())
        .bind("email", email.value())
        .mapTo(Long.class)
        .map(InvitationId::new)
        .list();
  }

  /** The invitations of a domain to a person's address that nobody has answered. */
  List<InvitationId> unanswered(Handle handle, DomainId domain, AccountId person) {
    return handle
        .createQuery(
            """
            select i.id from invitation i join account a on a.email = i.email
            where a.id = :person and i.domain = :domain and i.state in ('pending', 'undeliverable')
            order by i.id
            """)
        .bind("person", person.value())
        .bind("domain", domain.value())
        .mapTo(Long.class)
        .map(InvitationId::new)
        .list();
  }

  /** Those of the addresses whose owners are in the conversation. */
  Set<EmailAddress> reached(
      Handle handle, ConversationId conversation, Collection<EmailAddress> emails) {
    return handle
        .createQuery(
            """
            select a.email from account a
            where a.email = any(:emails) and a.email_verified_at is not null and a.ended_at is null
              and reaches(a.id, :conversation)
            """)
        .bindArray("emails", String.class, emails.stream().map(EmailAddress::value).toList())
        .bind("conversation", conversation.value())
        .mapTo(String.class)
        .map(EmailAddress::new)
        .set();
  }

  /** Answers an open invitation; false if it is not open any more. */
  boolean end(AuditedTransaction tx, InvitationId invitation, InvitationState state) {
    boolean ended =
        tx.handle()
                .createUpdate(
                    """
                    update invitation set state = :state, answered_at = clock_timestamp()
                    where id = :id and state in ('pending', 'undeliverable')
                    """)
                .bind("id", invitation.value())
                .bind("state", stored(state))
                .execute()
            == 1;
    if (ended) {
      tx.wrote(AuditFact.became(WHAT, invitation, stored(state)));
    }
    return ended;
  }

  /** Notes that the mail never arrived. */
  boolean undeliverable(Handle handle, InvitationId invitation) {
    return handle
            .createUpdate(
                "update invitation set state = 'undeliverable' where id = :id and state ="
                    + " 'pending'")
            .bind("id", invitation.value())
            .execute()
        == 1;
  }

  /**
   * Mails it again: pending once more, and open for a whole lifetime; false if the access it would
   * give has ended.
   */
  boolean renew(AuditedTransaction tx, InvitationId invitation, Duration lifetime) {
    boolean renewed =
        tx.handle()
                .createUpdate(
                    """
                    update invitation set state = 'pending',
                        expires_at = clock_timestamp() + make_interval(secs => :lifetime)
                    where id = :id and (until is null or until > clock_timestamp())
                    """)
                .bind("id", invitation.value())
                .bind("lifetime", (double) lifetime.toSeconds())
                .execute()
            == 1;
    if (renewed) {
      tx.wrote(AuditFact.became(WHAT, invitation, stored(InvitationState.PENDING)));
    }
    return renewed;
  }

  private static Stored stored(RowView row) {
    return new Stored(
        new InvitationId(row.getColumn("id", Long.class)),
        new DomainId(row.getColumn("domain", Long.class)),
        new ConversationId(row.getColumn("conversation", Long.class)),
        WireName.parse(ConversationKind.class, row.getColumn("kind", String.class)),
        Optional.ofNullable(row.getColumn("title", String.class)),
        new EmailAddress(row.getColumn("email", String.class)),
        new AccountId(row.getColumn("inviter", Long.class)),
        row.getColumn("inviter_name", String.class),
        new Opening(
            row.getColumn("opens_epoch", Long.class), row.getColumn("opens_pos", Long.class)),
        Optional.ofNullable(row.getColumn("until", Instant.class)),
        Optional.ofNullable(row.getColumn("relation", String.class)),
        Optional.ofNullable(row.getColumn("name", String.class)),
        Optional.ofNullable(row.getColumn("note", String.class)),
        WireName.parse(InvitationState.class, row.getColumn("state", String.class)),
        row.getColumn("barred", Boolean.class),
        row.getColumn("created_at", Instant.class),
        row.getColumn("expires_at", Instant.class));
  }

  static String stored(InvitationState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
