package io.drawbridge.server.invite;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.access.facts.ExternalCountStore.Who;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.EndConditionsRow;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
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
      select i.id, i.domain, i.conversation, c.kind, %s as title, i.email, i.inviter,
        shown_name(a.id, i.domain) as inviter_name,
        i.opens_epoch, i.opens_pos, i.until, i.relation, i.ends_on_close,
        i.ends_with_sponsor, i.idle_days, i.name, i.note, i.created_at, i.expires_at,
        invitation_state(i.state, i.expires_at, i.until) as state, barred(i.domain, i.email) as barred,
        unwanted(i.email, i.inviter) as unwanted,
        i.waits, i.approved_by, i.person, p.name as person_name,
        unverified(p.kind, p.email) as person_unverified
      from invitation i join conversation c on c.id = i.conversation join account a on a.id = i.inviter
      left join account p on p.id = i.person
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
   * @param email the address; empty for one that has a claim code
   * @param title what the owner of the address may see of the conversation's name
   * @param barred whether the owner of the address is suspended there
   * @param unwanted whether the owner of the address blocked the inviter
   * @param waits whether somebody has to approve it before anything comes of it
   * @param approved whether somebody did
   * @param person who was added by name
   */
  record Stored(
      InvitationId id,
      DomainId domain,
      ConversationId conversation,
      ConversationKind kind,
      Optional<String> title,
      Optional<EmailAddress> email,
      AccountId inviter,
      String inviterName,
      Opening opening,
      Optional<Instant> until,
      Optional<String> relation,
      EndConditions conditions,
      Optional<String> name,
      Optional<String> note,
      InvitationState state,
      boolean barred,
      boolean unwanted,
      boolean waits,
      boolean approved,
      Optional<Person> person,
      Instant createdAt,
      Instant expiresAt) {

    /** Returns whether it is mailed to nobody: somebody is told its code. */
    boolean hasCode() {
      return email.isEmpty();
    }

    /** Returns whether it was mailed to this address. */
    boolean isTo(EmailAddress address) {
      return email.filter(address::equals).isPresent();
    }

    /**
     * The address that it was mailed to.
     *
     * @throws IllegalStateException if it has a code instead
     */
    EmailAddress address() {
      return email.orElseThrow(() -> new IllegalStateException("a code is mailed to nobody"));
    }

    /** Whom it counts as before it is accepted, as {@code invited_as} says. */
    Who who() {
      return person
          .map(named -> Who.of(named.id()))
          .orElseGet(() -> Who.of(email.map(EmailAddress::value).orElse("code " + id.value())));
    }

    /** The mail domain of the address. */
    Optional<String> mailDomain() {
      return email.flatMap(EmailAddress::domain);
    }
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

  /** The invitation whose code has this hash, whatever became of it. */
  Optional<Stored> find(Handle handle, byte[] codeHash) {
    return handle
        .createQuery(SELECT + "where i.code = :code")
        .bind("code", codeHash)
        .map(InvitationStore::stored)
        .findOne();
  }

  /** Locks the row and reads it as it stands under the lock. */
  Optional<Stored> lock(Handle handle, InvitationId invitation) {
    return handle
        .createQuery(SELECT + "where i.id = :id for no key update of i")
        .bind("id", invitation.value())
        .map(InvitationStore::stored)
        .findOne();
  }

  /** The invitations by these addresses that nobody has answered. */
  List<Stored> unanswered(
      Handle handle, ConversationId conversation, Collection<EmailAddress> emails) {
    return handle
        .createQuery(
            SELECT
                + """
                where i.conversation = :conversation and i.email = any(:emails)
                  and i.person is null and i.state in ('pending', 'undeliverable')
                """)
        .bind("conversation", conversation.value())
        .bindArray("emails", String.class, emails.stream().map(EmailAddress::value).toList())
        .map(InvitationStore::stored)
        .list();
  }

  /** The invitation of a person who was added by name that nobody has answered. */
  Optional<Stored> named(Handle handle, ConversationId conversation, AccountId person) {
    return handle
        .createQuery(
            SELECT
                + """
                where i.conversation = :conversation and i.person = :person
                  and i.state in ('pending', 'undeliverable')
                """)
        .bind("conversation", conversation.value())
        .bind("person", person.value())
        .map(InvitationStore::stored)
        .findOne();
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
                where i.email = :email and i.state in ('pending', 'undeliverable') and not i.waits
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

  /** The invitations of a domain to a person's address that they know of and have not answered. */
  List<InvitationId> unanswered(Handle handle, DomainId domain, AccountId person) {
    return handle
        .createQuery(
            """
            select i.id from invitation i join account a on a.email = i.email
            where a.id = :person and i.domain = :domain and i.state in ('pending', 'undeliverable')
              and not i.waits
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
                    update invitation set state = :state, answered_at = clock_timestamp(),
                        news = case :state when 'denied' then 'denied' when 'accepted' then news end
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
                """
                update invitation set state = 'undeliverable', news = 'undeliverable'
                where id = :id and state = 'pending'
                """)
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
        Optional.ofNullable(row.getColumn("email", String.class)).map(EmailAddress::new),
        new AccountId(row.getColumn("inviter", Long.class)),
        row.getColumn("inviter_name", String.class),
        new Opening(
            row.getColumn("opens_epoch", Long.class), row.getColumn("opens_pos", Long.class)),
        Optional.ofNullable(row.getColumn("until", Instant.class)),
        Optional.ofNullable(row.getColumn("relation", String.class)),
        EndConditionsRow.read(row),
        Optional.ofNullable(row.getColumn("name", String.class)),
        Optional.ofNullable(row.getColumn("note", String.class)),
        state(row),
        row.getColumn("barred", Boolean.class),
        row.getColumn("unwanted", Boolean.class),
        row.getColumn("waits", Boolean.class),
        row.getColumn("approved_by", Long.class) != null,
        Optional.ofNullable(row.getColumn("person", Long.class))
            .map(person ->
                new Person(
                    new AccountId(person),
                    row.getColumn("person_name", String.class),
                    true,
                    false,
                    row.getColumn("person_unverified", Boolean.class))),
        row.getColumn("created_at", Instant.class),
        row.getColumn("expires_at", Instant.class));
  }

  private static InvitationState state(RowView row) {
    InvitationState state =
        WireName.parse(InvitationState.class, row.getColumn("state", String.class));
    boolean waits = state.open() && row.getColumn("waits", Boolean.class);
    return waits ? InvitationState.AWAITING_APPROVAL : state;
  }

  static String stored(InvitationState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
