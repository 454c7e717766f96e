package io.drawbridge.server.join;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.join.JoinRequestState;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Rows of {@code join_request}. Every method runs in the transaction of its caller. */
final class JoinRequestStore {
  static final String WHAT = "join_request";

  private static final String SELECT =
      """
      select r.id, r.domain, r.conversation, r.link, r.suggested_by, r.person, r.email,
        coalesce(r.name, a.name) as name,
        coalesce(r.email, case when a.email_verified_at is not null then a.email end) as address,
        r.note, request_state(r.state, r.expires_at) as state, r.invitation, r.created_at, r.expires_at
      from join_request r left join account a on a.id = r.person
      """;

  /** Who applies: somebody who is signed in, or the owner of an address that was typed in. */
  sealed interface Asker {}

  record Person(AccountId account) implements Asker {}

  record Address(EmailAddress email, Optional<String> name) implements Asker {}

  /**
   * A request as its row and the clock have it now.
   *
   * @param link by which they came, unless somebody suggested them
   * @param address theirs, proved if they are a {@link Person}
   * @param name what they call themselves
   */
  record Stored(
      JoinRequestId id,
      DomainId domain,
      ConversationId conversation,
      Optional<JoinLinkId> link,
      Optional<AccountId> suggestedBy,
      Asker asker,
      Optional<String> address,
      Optional<String> name,
      Optional<String> note,
      JoinRequestState state,
      Optional<InvitationId> invitation,
      Instant createdAt,
      Instant expiresAt) {
    Optional<AccountId> person() {
      return asker instanceof Person(AccountId account) ? Optional.of(account) : Optional.empty();
    }
  }

  /** The state in which a request is written, and the invitation that came of it. */
  record Written(JoinRequestState state, Optional<InvitationId> invitation) {
    static Written as(JoinRequestState state) {
      return new Written(state, Optional.empty());
    }
  }

  /** Records a request; one of the same asker by the same link is brought up to date. */
  JoinRequestId put(
      AuditedTransaction tx,
      JoinRequestId fresh,
      JoinLinkStore.Stored link,
      Asker asker,
      Optional<String> note,
      Written written) {
    String key = asker instanceof Person ? "person" : "email";
    JoinRequestId id =
        tx.handle()
            .createQuery(
                """
                insert into join_request (id, domain, conversation, link, person, email, name, note, state,
                    invitation, expires_at)
                values (:id, :domain, :conversation, :link, :person, :email, :name, :note, :state,
                    :invitation, clock_timestamp() + make_interval(secs => :lifetime))
                on conflict (link, %1$s) where %1$s is not null do update
                set name = excluded.name, note = excluded.note, state = excluded.state,
                    invitation = excluded.invitation, created_at = excluded.created_at,
                    expires_at = excluded.expires_at, answered_at = null, answered_by = null,
                    approval_told = join_request.approval_told
                      and request_state(join_request.state, join_request.expires_at) = 'pending'
                returning id
                """
                    .formatted(key))
            .bind("id", fresh.value())
            .bind("domain", link.domain().value())
            .bind("conversation", link.conversation().value())
            .bind("link", link.id().value())
            .bind("person", person(asker).map(AccountId::value))
            .bind("email", address(asker).map(EmailAddress::value))
            .bind("name", asker instanceof Address typed ? typed.name() : Optional.empty())
            .bind("note", note)
            .bind("state", written.state().wire())
            .bind("invitation", written.invitation().map(InvitationId::value))
            .bind("lifetime", (double) Limits.JOIN_REQUEST_LIFETIME.toSeconds())
            .mapTo(Long.class)
            .map(JoinRequestId::new)
            .one();
    Map<String, String> told = new HashMap<>();
    told.put("link", AuditFact.text(link.id()));
    told.put("state", written.state().wire());
    person(asker).ifPresent(it -> told.put("person", AuditFact.text(it)));
    address(asker).ifPresent(it -> told.put("address", AuditFact.hash(it.value())));
    tx.wrote(AuditFact.made(WHAT, id, told));
    return id;
  }

  /**
   * Records that somebody suggests the owner of an address; a suggestion that waits stays as it is.
   *
   * @return its id; empty if it waits already
   */
  Optional<JoinRequestId> suggest(
      AuditedTransaction tx,
      JoinRequestId fresh,
      JoinCommand.Suggest asked,
      AccountId by,
      EmailAddress email,
      JoinRequestState state) {
    Optional<JoinRequestId> id =
        tx.handle()
            .createQuery(
                """
                insert into join_request (id, domain, conversation, suggested_by, email, name, note, state,
                    expires_at)
                select :id, c.domain, c.id, :by, :email, :name, :note, :state,
                  clock_timestamp() + make_interval(secs => :lifetime)
                from conversation c where c.id = :conversation
                on conflict (conversation, email) where link is null do update
                set suggested_by = excluded.suggested_by, name = excluded.name, note = excluded.note,
                    state = excluded.state, invitation = null, created_at = excluded.created_at,
                    expires_at = excluded.expires_at, answered_at = null, answered_by = null,
                    approval_told = false
                where request_state(join_request.state, join_request.expires_at) <> 'pending'
                returning id
                """)
            .bind("id", fresh.value())
            .bind("conversation", asked.conversation().value())
            .bind("by", by.value())
            .bind("email", email.value())
            .bind("name", asked.name())
            .bind("note", asked.note())
            .bind("state", state.wire())
            .bind("lifetime", (double) Limits.JOIN_REQUEST_LIFETIME.toSeconds())
            .mapTo(Long.class)
            .findOne()
            .map(JoinRequestId::new);
    id.ifPresent(made ->
        tx.wrote(
            AuditFact.made(
                WHAT,
                made,
                Map.of("state", state.wire(), "address", AuditFact.hash(email.value())))));
    return id;
  }

  /** The suggestions that wait: into a conversation, and of somebody anywhere. */
  record Suggested(int there, int own) {}

  Suggested suggested(Handle handle, ConversationId conversation, AccountId by) {
    return handle
        .createQuery(
            """
            select count(*) filter (where r.conversation = :conversation) as there,
              count(*) filter (where r.suggested_by = :by) as own
            from join_request r
            where r.link is null and r.state = 'pending' and r.expires_at > clock_timestamp()
              and (r.conversation = :conversation or r.suggested_by = :by)
            """)
        .bind("conversation", conversation.value())
        .bind("by", by.value())
        .map(row ->
            new Suggested(
                row.getColumn("there", Integer.class), row.getColumn("own", Integer.class)))
        .one();
  }

  Optional<Stored> find(Handle handle, JoinRequestId request) {
    return handle
        .createQuery(SELECT + "where r.id = :id")
        .bind("id", request.value())
        .map(JoinRequestStore::stored)
        .findOne();
  }

  /** The request of an asker by a link. */
  Optional<Stored> find(Handle handle, JoinLinkId link, Asker asker) {
    return handle
        .createQuery(SELECT + "where r.link = :link and (r.person = :person or r.email = :email)")
        .bind("link", link.value())
        .bind("person", person(asker).map(AccountId::value).orElse(0L))
        .bind("email", address(asker).map(EmailAddress::value).orElse(""))
        .map(JoinRequestStore::stored)
        .findOne();
  }

  /** The requests to join a conversation that nobody has answered, the oldest first. */
  List<Stored> open(Handle handle, ConversationId conversation, int max) {
    return handle
        .createQuery(
            SELECT
                + """
                where r.conversation = :conversation and r.state = 'pending'
                  and r.expires_at > clock_timestamp()
                order by r.created_at, r.id limit :max
                """)
        .bind("conversation", conversation.value())
        .bind("max", max)
        .map(JoinRequestStore::stored)
        .list();
  }

  /** Answers a request that waits; false if it does not any more. */
  boolean answer(AuditedTransaction tx, JoinRequestId request, AccountId by, Written answer) {
    boolean answered =
        tx.handle()
                .createUpdate(
                    """
                    update join_request set state = :state, invitation = :invitation, answered_by = :by,
                        answered_at = clock_timestamp(),
                        news = case when suggested_by <> :by then :state end
                    where id = :id and state = 'pending' and expires_at > clock_timestamp()
                    """)
                .bind("id", request.value())
                .bind("by", by.value())
                .bind("state", answer.state().wire())
                .bind("invitation", answer.invitation().map(InvitationId::value))
                .execute()
            == 1;
    if (answered) {
      tx.wrote(AuditFact.became(WHAT, request, answer.state().wire()));
    }
    return answered;
  }

  /** Ends the requests that wait by a link, which was taken back. */
  List<JoinRequestId> endOf(AuditedTransaction tx, JoinLinkId link) {
    List<JoinRequestId> ended =
        tx.handle()
            .createQuery(
                """
                update join_request set state = 'ended', answered_at = clock_timestamp()
                where link = :link and state = 'pending'
                returning id
                """)
            .bind("link", link.value())
            .mapTo(Long.class)
            .map(JoinRequestId::new)
            .list();
    ended.forEach(each -> tx.wrote(AuditFact.became(WHAT, each, JoinRequestState.ENDED.wire())));
    return ended;
  }

  /** The invitations that a link mailed without anybody's answer, and that are open. */
  List<InvitationId> invitationsOf(Handle handle, JoinLinkId link) {
    return handle
        .createQuery(
            """
            select i.id from join_request r join invitation i on i.id = r.invitation
            where r.link = :link and r.answered_by is null and i.state in ('pending', 'undeliverable')
            order by i.id
            """)
        .bind("link", link.value())
        .mapTo(Long.class)
        .map(InvitationId::new)
        .list();
  }

  /** What an asker may still ask: how many requests there are that count against the limits. */
  record Counts(int ofLink, int openOfLink, int openOfPerson) {}

  Counts count(Handle handle, JoinLinkId link, Asker asker) {
    return handle
        .createQuery(
            """
            select (select count(*) from join_request where link = :link) as of_link,
              (select count(*) from join_request
               where link = :link and state = 'pending' and expires_at > clock_timestamp()) as open_of_link,
              (select count(*) from join_request
               where person = :person and state = 'pending'
                 and expires_at > clock_timestamp()) as open_of_person
            """)
        .bind("link", link.value())
        .bind("person", person(asker).map(AccountId::value).orElse(0L))
        .map(row ->
            new Counts(
                row.getColumn("of_link", Integer.class),
                row.getColumn("open_of_link", Integer.class),
                row.getColumn("open_of_person", Integer.class)))
        .one();
  }

  static Optional<AccountId> person(Asker asker) {
    return asker instanceof Person(AccountId account) ? Optional.of(account) : Optional.empty();
  }

  private static Optional<EmailAddress> address(Asker asker) {
    return asker instanceof Address typed ? Optional.of(typed.email()) : Optional.empty();
  }

  private static Stored stored(RowView row) {
    Optional<String> name = Optional.ofNullable(row.getColumn("name", String.class));
    return new Stored(
        new JoinRequestId(row.getColumn("id", Long.class)),
        new DomainId(row.getColumn("domain", Long.class)),
        new ConversationId(row.getColumn("conversation", Long.class)),
        Optional.ofNullable(row.getColumn("link", Long.class)).map(JoinLinkId::new),
        Optional.ofNullable(row.getColumn("suggested_by", Long.class)).map(AccountId::new),
        Optional.ofNullable(row.getColumn("person", Long.class))
            .<Asker>map(person -> new Person(new AccountId(person)))
            .orElseGet(
                () -> new Address(new EmailAddress(row.getColumn("email", String.class)), name)),
        Optional.ofNullable(row.getColumn("address", String.class)),
        name,
        Optional.ofNullable(row.getColumn("note", String.class)),
        WireName.parse(JoinRequestState.class, row.getColumn("state", String.class)),
        Optional.ofNullable(row.getColumn("invitation", Long.class)).map(InvitationId::new),
        row.getColumn("created_at", Instant.class),
        row.getColumn("expires_at", Instant.class));
  }
}
