package io.drawbridge.server.invite;

import io.drawbridge.protocol.frame.ConversationKind;
import io.drawbridge.protocol.frame.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.access.ConversationFacts;
import io.drawbridge.server.access.DomainId;
import io.drawbridge.server.access.Memberships.Opening;
import io.drawbridge.server.mail.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Rows of {@code invitation}. Every method runs in the transaction of its caller. */
final class InvitationStore {
  private static final String COLUMNS =
      """
      id, domain, conversation, email, inviter, opens_epoch, opens_pos, until, relation, name, note, created_at,
      expires_at, case when state in ('pending', 'undeliverable')
        and (expires_at <= clock_timestamp() or until <= clock_timestamp()) then 'expired' else state end as state
      """;

  /**
   * What outsiders are told of the name of conversation {@code c}: nothing where it is nobody's
   * business outside, of secret groups and of DMs.
   */
  static final String TITLE =
      "case when c.kind <> 'dm' and c.visibility is distinct from 'secret' then c.name end";

  /** An invitation as it stands now; {@code expired} by the database's clock. */
  record Stored(
      InvitationId id,
      DomainId domain,
      ConversationId conversation,
      EmailAddress email,
      AccountId inviter,
      Opening opening,
      Optional<Instant> until,
      Optional<String> relation,
      Optional<String> name,
      Optional<String> note,
      InvitationState state,
      Instant createdAt,
      Instant expiresAt) {

    boolean open() {
      return state == InvitationState.PENDING || state == InvitationState.UNDELIVERABLE;
    }
  }

  /**
   * Records an invitation, or brings the open one of the same address and conversation up to date.
   * Its end is {@code lifetime} from now.
   */
  InvitationId upsert(
      Handle handle,
      InvitationId fresh,
      DomainId domain,
      AccountId inviter,
      EmailAddress email,
      Invitations.Wanted wanted,
      Duration lifetime) {
    return handle
        .createQuery(
            """
            insert into invitation (id, domain, conversation, email, inviter, role, opens_epoch, opens_pos,
                until, relation, name, note, expires_at)
            values (:id, :domain, :conversation, :email, :inviter, 'member', :opens_epoch, :opens_pos,
                :until, :relation, :name, :note, clock_timestamp() + make_interval(secs => :lifetime))
            on conflict (conversation, email) where state in ('pending', 'undeliverable') do update
            set inviter = excluded.inviter, opens_epoch = excluded.opens_epoch, opens_pos = excluded.opens_pos,
                until = excluded.until, relation = excluded.relation, name = excluded.name, note = excluded.note,
                expires_at = excluded.expires_at, created_at = excluded.created_at, state = 'pending'
            returning id
            """)
        .bind("id", fresh.value())
        .bind("domain", domain.value())
        .bind("conversation", wanted.conversation().value())
        .bind("email", email.value())
        .bind("inviter", inviter.value())
        .bind("opens_epoch", wanted.opening().epoch())
        .bind("opens_pos", wanted.opening().pos())
        .bind("until", wanted.until())
        .bind("relation", wanted.relation())
        .bind("name", wanted.name())
        .bind("note", wanted.note())
        .bind("lifetime", (double) lifetime.toSeconds())
        .mapTo(Long.class)
        .map(InvitationId::new)
        .one();
  }

  Optional<Stored> find(Handle handle, InvitationId invitation) {
    return handle
        .createQuery("select " + COLUMNS + " from invitation where id = :id")
        .bind("id", invitation.value())
        .map(InvitationStore::stored)
        .findOne();
  }

  /** Locks the row and reads it as it stands under the lock. */
  Optional<Stored> lock(Handle handle, InvitationId invitation) {
    return handle
        .createQuery("select " + COLUMNS + " from invitation where id = :id for no key update")
        .bind("id", invitation.value())
        .map(InvitationStore::stored)
        .findOne();
  }

  /** What a mail and a link page say of an invitation, beside the invitation itself. */
  record About(String inviter, ConversationKind kind, Optional<String> title) {}

  About about(Handle handle, Stored invitation) {
    return handle
        .createQuery(
            """
            select a.name as inviter, c.kind, %s as title
            from conversation c, account a where c.id = :conversation and a.id = :inviter
            """
                .formatted(TITLE))
        .bind("conversation", invitation.conversation().value())
        .bind("inviter", invitation.inviter().value())
        .map(row ->
            new About(
                row.getColumn("inviter", String.class),
                ConversationKind.valueOf(
                    row.getColumn("kind", String.class).toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getColumn("title", String.class))))
        .one();
  }

  /** Unanswered invitations, and the domain's epoch in the same snapshot. */
  record Page(long epoch, List<Stored> invitations) {}

  /** Those of a conversation that nobody has answered, the newest first. */
  Page page(Handle handle, ConversationFacts conversation, int max) {
    long epoch =
        handle
            .createQuery("select epoch from domain where id = :id")
            .bind("id", conversation.domain().value())
            .mapTo(Long.class)
            .one();
    return new Page(epoch, unanswered(handle, conversation.conversation(), max));
  }

  private static List<Stored> unanswered(Handle handle, ConversationId conversation, int max) {
    return handle
        .createQuery(
            "select "
                + COLUMNS
                + """
                 from invitation where conversation = :conversation and state in ('pending', 'undeliverable')
                order by created_at desc, id limit :max
                """)
        .bind("conversation", conversation.value())
        .bind("max", max)
        .map(InvitationStore::stored)
        .list();
  }

  /** Those that the owner of an address may still accept, the newest first. */
  List<Stored> acceptable(Handle handle, EmailAddress email, int max) {
    return handle
        .createQuery(
            "select "
                + COLUMNS
                + """
                 from invitation where email = :email and state in ('pending', 'undeliverable')
                  and expires_at > clock_timestamp() and (until is null or until > clock_timestamp())
                order by created_at desc, id limit :max
                """)
        .bind("email", email.value())
        .bind("max", max)
        .map(InvitationStore::stored)
        .list();
  }

  /** Answers an open invitation; false if it is not open any more. */
  boolean end(Handle handle, InvitationId invitation, InvitationState state) {
    return handle
            .createUpdate(
                """
                update invitation set state = :state, answered_at = clock_timestamp()
                where id = :id and state in ('pending', 'undeliverable')
                """)
            .bind("id", invitation.value())
            .bind("state", stored(state))
            .execute()
        == 1;
  }

  /** Revokes what is open of an account's address, in one conversation or in the whole domain. */
  List<InvitationId> revokeOf(
      Handle handle, DomainId domain, Optional<ConversationId> conversation, AccountId person) {
    return handle
        .createQuery(
            """
            update invitation set state = 'revoked', answered_at = clock_timestamp()
            where domain = :domain and (:everywhere or conversation = :conversation)
              and email = (select email from account where id = :person)
              and state in ('pending', 'undeliverable')
            returning id
            """)
        .bind("domain", domain.value())
        .bind("everywhere", conversation.isEmpty())
        .bind("conversation", conversation.map(ConversationId::value).orElse(0L))
        .bind("person", person.value())
        .mapTo(Long.class)
        .map(InvitationId::new)
        .list();
  }

  /** The mail never arrived. */
  boolean undeliverable(Handle handle, InvitationId invitation) {
    return handle
            .createUpdate(
                "update invitation set state = 'undeliverable' where id = :id and state ="
                    + " 'pending'")
            .bind("id", invitation.value())
            .execute()
        == 1;
  }

  /** It is mailed anew: pending again, and open for a whole lifetime. */
  void renew(Handle handle, InvitationId invitation, Duration lifetime) {
    handle
        .createUpdate(
            """
            update invitation set state = 'pending',
                expires_at = clock_timestamp() + make_interval(secs => :lifetime)
            where id = :id
            """)
        .bind("id", invitation.value())
        .bind("lifetime", (double) lifetime.toSeconds())
        .execute();
  }

  private static Stored stored(RowView row) {
    return new Stored(
        new InvitationId(row.getColumn("id", Long.class)),
        new DomainId(row.getColumn("domain", Long.class)),
        new ConversationId(row.getColumn("conversation", Long.class)),
        new EmailAddress(row.getColumn("email", String.class)),
        new AccountId(row.getColumn("inviter", Long.class)),
        new Opening(
            row.getColumn("opens_epoch", Long.class), row.getColumn("opens_pos", Long.class)),
        Optional.ofNullable(row.getColumn("until", Instant.class)),
        Optional.ofNullable(row.getColumn("relation", String.class)),
        Optional.ofNullable(row.getColumn("name", String.class)),
        Optional.ofNullable(row.getColumn("note", String.class)),
        InvitationState.valueOf(row.getColumn("state", String.class).toUpperCase(Locale.ROOT)),
        row.getColumn("created_at", Instant.class),
        row.getColumn("expires_at", Instant.class));
  }

  private static String stored(InvitationState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
