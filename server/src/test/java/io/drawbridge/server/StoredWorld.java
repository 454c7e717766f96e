package io.drawbridge.server;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Policies;
import io.drawbridge.server.db.FoldedName;
import io.drawbridge.server.db.TestDatabase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One workspace written straight into the tables, for the tests of stores. Positions are plain
 * small numbers; each change takes the next epoch and, unless given, a mark far above what was
 * there.
 */
public final class StoredWorld {
  private final TestDatabase db;
  private final long domain;
  private long epoch;
  private long mark;

  public StoredWorld(TestDatabase db) {
    this.db = db;
    this.domain = db.ids().next();
    db.execute("insert into workspace (id, name) values (?, 'w')", domain);
    db.execute("insert into domain (id, workspace) values (?, ?)", domain, domain);
  }

  public DomainId domain() {
    return new DomainId(domain);
  }

  public long epoch() {
    return epoch;
  }

  public long mark() {
    return mark;
  }

  public AccountId account(String name) {
    long id = db.ids().next();
    db.execute(
        "insert into account (id, kind, name, folded) values (?, 'person', ?, ?)",
        id,
        name,
        FoldedName.of(name));
    return new AccountId(id);
  }

  public ConversationFacts conversation(ConversationKind kind, AccountId starter) {
    long id = db.ids().next();
    db.execute(
        "insert into conversation (id, domain, kind, name, starter) values (?, ?, ?, 'c', ?)",
        id,
        domain,
        kind.wire(),
        starter.value());
    return new ConversationFacts(
        new ConversationId(id),
        domain(),
        Optional.of(new WorkspaceId(domain)),
        kind,
        "c",
        Optional.empty(),
        false,
        false,
        false,
        starter,
        Policies.DEFAULTS,
        false);
  }

  /** A group that the directory shows, or not. */
  public ConversationFacts group(String visibility, AccountId starter) {
    ConversationFacts group = conversation(ConversationKind.GROUP, starter);
    db.execute(
        "update conversation set visibility = ? where id = ?", visibility, group.id().value());
    return group;
  }

  /** A person of this name with a seat in the workspace. */
  public AccountId member(String name, String role) {
    AccountId person = account(name);
    change(mark + 1);
    db.execute(
        """
        insert into link (domain, kind, person, role, from_epoch, from_mark) values (?, 'seat', ?, ?, ?, ?)
        """,
        domain,
        person.value(),
        role,
        epoch,
        mark);
    return person;
  }

  /** The next change of the domain; all later positions lie above the mark. */
  public void change(long newMark) {
    epoch++;
    mark = newMark;
    db.execute("update domain set epoch = ?, mark = ? where id = ?", epoch, mark, domain);
    db.execute(
        """
        with recorded as (
          insert into audit (scope, epoch, action, actor_kind, before, after)
          values (?, ?, 'test', 'server', '[]', '[]') returning scope, epoch)
        insert into change (scope, epoch, mark, narrowing)
        select scope, epoch, ?, false from recorded
        """,
        domain,
        epoch,
        mark);
  }

  /** Adds a person: with everything, or from now on. */
  public void add(AccountId person, ConversationFacts conversation, boolean everything) {
    change(mark + 1);
    link("direct", person.value(), null, conversation, everything);
  }

  public void addGroup(ConversationFacts group, ConversationFacts thread, boolean everything) {
    change(mark + 1);
    link("via", null, group.id().value(), thread, everything);
  }

  public void exclude(AccountId person, ConversationFacts thread) {
    change(mark + 1);
    link("exclude", person.value(), null, thread, true);
  }

  public void suspend(AccountId person) {
    change(mark + 1);
    db.execute(
        """
        insert into link (domain, kind, person, from_epoch, from_mark) values (?, 'suspend', ?, ?, ?)
        """,
        domain,
        person.value(),
        epoch,
        mark);
  }

  /** Ends the active direct link. */
  public void remove(AccountId person, ConversationFacts conversation) {
    change(mark + 1);
    db.execute(
        """
        update link set to_epoch = ?, to_mark = ?, end_reason = 'removed', changed_at = clock_timestamp()
        where kind = 'direct' and person = ? and conversation = ? and to_epoch is null
        """,
        epoch,
        mark,
        person.value(),
        conversation.id().value());
  }

  private void link(
      String kind,
      @Nullable Long person,
      @Nullable Long group,
      ConversationFacts conversation,
      boolean everything) {
    db.execute(
        """
        insert into link (domain, kind, person, grp, conversation, role, from_epoch, from_mark,
          opens_epoch, opens_pos)
        values (?, ?, ?, ?, ?, 'member', ?, ?, ?, ?)
        """,
        domain,
        kind,
        person,
        group,
        conversation.id().value(),
        epoch,
        mark,
        everything ? 0 : epoch,
        everything ? 0 : mark);
  }

  /** A message at the next position above the mark and the head. */
  public long message(ConversationFacts conversation, AccountId author, @Nullable String text) {
    long head =
        db.database()
            .query(handle ->
                handle
                    .createQuery("select head from conversation where id = :id")
                    .bind("id", conversation.id().value())
                    .mapTo(Long.class)
                    .one());
    long pos = Math.max(mark, head) + 1;
    db.execute(
        """
        insert into message (conversation, pos, epoch, author, text, sent_at)
        values (?, ?, ?, ?, ?, now())
        """,
        conversation.id().value(),
        pos,
        epoch,
        author.value(),
        text);
    head(conversation, pos);
    mark = pos;
    return pos;
  }

  /** Many messages at once, at positions mark+1 and on; returns the last. */
  public long messages(ConversationFacts conversation, AccountId author, int count) {
    db.execute(
        """
        insert into message (conversation, pos, epoch, author, text, sent_at)
        select ?, ? + n, ?, ?, 'text ' || n, now() from generate_series(1, ?) n
        """,
        conversation.id().value(),
        mark,
        epoch,
        author.value(),
        count);
    mark += count;
    head(conversation, mark);
    return mark;
  }

  private void head(ConversationFacts conversation, long pos) {
    db.execute("update conversation set head = ? where id = ?", pos, conversation.id().value());
  }
}
