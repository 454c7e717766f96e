package io.drawbridge.server.access;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.db.TestDatabase;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** A workspace in a test database, and changes made the way the membership lane makes them. */
public final class Scene {
  final TestDatabase database;
  final Access access;
  public final DomainId domain;
  public final AccountId owner;

  public Scene(TestDatabase database, Access access) {
    this.database = database;
    this.access = access;
    this.domain = new DomainId(database.ids().next());
    database.execute("insert into workspace (id, name) values (?, 'Acme')", domain.value());
    database.execute(
        "insert into domain (id, workspace) values (?, ?)", domain.value(), domain.value());
    this.owner = account("Olga");
    seat(owner, WorkspaceRole.OWNER);
  }

  public AccountId account(String name) {
    AccountId account = new AccountId(database.ids().next());
    database.execute(
        "insert into account (id, kind, name) values (?, 'person', ?)", account.value(), name);
    return account;
  }

  Caller caller(AccountId account) {
    return new Caller(account, new SessionId(1));
  }

  ConversationId conversation(ConversationKind kind, Optional<Visibility> visibility) {
    return conversation(kind, visibility, owner);
  }

  ConversationId conversation(
      ConversationKind kind, Optional<Visibility> visibility, AccountId starter) {
    ConversationId conversation = new ConversationId(database.ids().next());
    database.execute(
        """
        insert into conversation (id, domain, kind, name, visibility, starter)
        values (?, ?, ?, 'x', nullif(?, ''), ?)
        """,
        conversation.value(),
        domain.value(),
        kind.wire(),
        visibility.map(Visibility::wire).orElse(""),
        starter.value());
    return conversation;
  }

  public ConversationId thread() {
    return conversation(ConversationKind.THREAD, Optional.empty());
  }

  public ConversationId group(Visibility visibility) {
    return conversation(ConversationKind.GROUP, Optional.of(visibility));
  }

  /** Makes a change and moves the view. */
  public <T> T change(Function<At, T> change) {
    AtomicLong epoch = new AtomicLong();
    T result = commit(change, epoch);
    access.views().advance(domain, epoch.get());
    return result;
  }

  /** Makes a change without telling the view; sets the epoch it got. */
  <T> T commit(Function<At, T> change, AtomicLong epoch) {
    return database
        .database()
        .write(handle -> {
          handle.execute("select pg_advisory_xact_lock(?)", domain.value());
          At at = next(handle);
          epoch.set(at.epoch());
          return change.apply(at);
        });
  }

  private At next(Handle handle) {
    return handle
        .createQuery(
            """
            update domain set epoch = epoch + 1,
              mark = greatest(mark, (extract(epoch from clock_timestamp()) * 1000000)::bigint)
            where id = :domain returning epoch, mark
            """)
        .bind("domain", domain.value())
        .map((rows, context) ->
            new At(
                handle,
                domain,
                rows.getLong("epoch"),
                rows.getLong("mark"),
                owner,
                Optional.empty()))
        .one();
  }

  public void seat(AccountId person, WorkspaceRole role) {
    change(at -> {
      access.memberships().seat(at, person, role);
      return true;
    });
  }

  public boolean add(ConversationId conversation, AccountId person, ConversationRole role) {
    return change(at ->
        access
            .memberships()
            .add(at, TestPermits.admission(conversation, person), terms(role, Opening.EVERYTHING)));
  }

  public boolean addUntil(ConversationId conversation, AccountId person, Instant until) {
    return change(at ->
        access
            .memberships()
            .add(
                at,
                TestPermits.admission(conversation, person),
                new Terms(
                    ConversationRole.MEMBER,
                    Opening.EVERYTHING,
                    Optional.of(until),
                    Optional.of(owner),
                    Optional.empty())));
  }

  boolean remove(ConversationId conversation, AccountId person) {
    return change(at -> access.memberships().remove(at, conversation, person, "removed").ended());
  }

  boolean addGroup(ConversationId thread, ConversationId group) {
    return change(at ->
        access
            .memberships()
            .addGroup(at, TestPermits.groupAdmission(thread, group), Opening.EVERYTHING));
  }

  Optional<Floor> floor(AccountId person, ConversationId conversation) {
    return access.views().floor(domain, person, conversation);
  }

  public long epoch() {
    return database
        .database()
        .query(handle ->
            handle
                .createQuery("select epoch from domain where id = :id")
                .bind("id", domain.value())
                .mapTo(Long.class)
                .one());
  }

  public static Terms terms(ConversationRole role, Opening opening) {
    return new Terms(role, opening, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
