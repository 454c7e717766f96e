package io.drawbridge.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.inbox.InboxShow;
import io.drawbridge.server.NoViews;
import io.drawbridge.server.StoredWorld;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.message.PagePlace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class InboxStoreDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private final StoredWorld world = new StoredWorld(DB);
  private final AccountId reader = world.account("reader");
  private final AccountId other = world.account("other");
  private final InboxStore store = new InboxStore(DB.database(), new NoViews());
  private final MentionStore mentions = new MentionStore(DB.database());

  private ConversationFacts thread() {
    return world.conversation(ConversationKind.THREAD, other);
  }

  private List<InboxRow> list(AccountId person) {
    return store.page(person, InboxShow.ACTIVE, PagePlace.BEGIN, 50).rows();
  }

  private InboxRow only(AccountId person) {
    List<InboxRow> rows = list(person);
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  private void mention(ConversationFacts conversation, long pos, AccountId person) {
    DB.execute(
        "insert into mention (account, conversation, pos) values (?, ?, ?)",
        person.value(),
        conversation.id().value(),
        pos);
  }

  private void read(ConversationFacts conversation, long pos) {
    DB.execute(
        "insert into marker (account, conversation, read_pos) values (?, ?, ?)",
        reader.value(),
        conversation.id().value(),
        pos);
  }

  @Test
  void leak89CountsAndPreviewSpeakOfWhatLiesAboveTheFloorOnly() {
    ConversationFacts thread = thread();
    mention(thread, world.message(thread, other, "hidden"), reader);
    world.add(reader, thread, false);

    InboxRow empty = only(reader);
    assertThat(empty.head()).isZero();
    assertThat(empty.preview()).isEmpty();
    assertThat(empty.unread()).isZero();
    assertThat(empty.mentions()).isZero();

    long shown = world.message(thread, other, "shown");
    InboxRow row = only(reader);
    assertThat(row.head()).isEqualTo(shown);
    assertThat(row.preview()).contains("shown");
    assertThat(row.unread()).isEqualTo(1);
    assertThat(row.mentions()).isZero();
  }

  @Test
  void leak95OrderAndPagesSayNothingOfWhatLiesBelowTheFloor() {
    ConversationFacts quiet = thread();
    ConversationFacts busy = thread();
    world.message(busy, other, "hidden");
    world.add(reader, busy, false);
    world.add(reader, quiet, false);

    // The one they came to last stands first, no matter what happened before.
    assertThat(list(reader).stream().map(InboxRow::conversation))
        .containsExactly(quiet.id(), busy.id());
    assertThat(list(reader).getLast().place().key()).isGreaterThan(1);
  }

  @Test
  void ownAndDeletedMessagesAreNotUnread() {
    ConversationFacts thread = thread();
    world.add(reader, thread, true);
    world.message(thread, reader, "own");
    world.message(thread, other, null);
    assertThat(only(reader).unread()).isZero();
    long unread = world.message(thread, other, "other");
    assertThat(only(reader).unread()).isEqualTo(1);
    read(thread, unread);
    assertThat(only(reader).unread()).isZero();
  }

  @Test
  void unreadIsNotForgottenBehindDeletedMessages() {
    ConversationFacts thread = thread();
    world.add(reader, thread, true);
    long unread = world.message(thread, other, "read me");
    DB.execute(
        """
        insert into message (conversation, pos, epoch, author, text, sent_at)
        select ?, ? + n, ?, ?, null, now() from generate_series(1, ?) n
        """,
        thread.id().value(),
        unread,
        world.epoch(),
        other.value(),
        InboxStore.SCAN + 5);

    InboxRow row = only(reader);
    assertThat(row.unread()).isEqualTo(1);
    assertThat(row.preview()).contains("read me");
    assertThat(row.oldest().orElseThrow().pos()).isEqualTo(unread);
    read(thread, unread);
    assertThat(only(reader).unread()).isZero();
  }

  @Test
  void unreadIsNotForgottenBehindOnesOwnMessages() {
    ConversationFacts thread = thread();
    AccountId third = world.account("third");
    world.add(reader, thread, true);
    world.message(thread, other, "before the mark");
    read(thread, world.message(thread, third, "the mark"));
    world.message(thread, other, "one");
    world.message(thread, third, "two");
    world.messages(thread, reader, InboxStore.SCAN + 1);

    assertThat(only(reader).unread()).isEqualTo(2);
  }

  @Test
  void leak89NothingBelowTheFloorIsFoundBehindManyDeletedMessages() {
    ConversationFacts thread = thread();
    world.messages(thread, other, 3);
    world.add(reader, thread, false);
    world.messages(thread, other, InboxStore.SCAN + 1);
    DB.execute(
        "update message set text = null where conversation = ? and epoch >= ?",
        thread.id().value(),
        world.epoch());

    InboxRow row = only(reader);
    assertThat(row.unread()).isZero();
    assertThat(row.preview()).isEmpty();
  }

  @Test
  void mentionIsNotForgottenBehindManyBelowTheFloor() {
    ConversationFacts shown = thread();
    world.add(reader, shown, true);
    mention(shown, world.message(shown, other, "you"), reader);
    ConversationFacts again = thread();
    world.messages(again, other, MentionStore.SCAN + 1);
    DB.execute(
        """
        insert into mention (account, conversation, pos)
        select ?, conversation, pos from message where conversation = ?
        """,
        reader.value(),
        again.id().value());
    world.add(reader, again, false);

    assertThat(mentions.newest(reader, 10)).hasSize(1);
  }

  @Test
  void countsStopAtAHundred() {
    ConversationFacts thread = thread();
    world.add(reader, thread, true);
    world.messages(thread, other, 1_000);
    assertThat(only(reader).unread()).isEqualTo(100);
  }

  @Test
  void entriesComeByEveryPathUnlessCut() {
    ConversationFacts group = world.conversation(ConversationKind.GROUP, other);
    ConversationFacts reached = thread();
    ConversationFacts excluded = thread();
    world.add(reader, group, true);
    world.addGroup(group, reached, true);
    world.addGroup(group, excluded, true);
    world.exclude(reader, excluded);

    assertThat(list(reader).stream().map(InboxRow::conversation))
        .containsExactlyInAnyOrder(group.id(), reached.id());
    world.suspend(reader);
    assertThat(list(reader)).isEmpty();
  }

  @Test
  void leak16RemovedPersonHasNoEntryAndNoMention() {
    ConversationFacts thread = thread();
    world.add(reader, thread, true);
    mention(thread, world.message(thread, other, "you"), reader);
    assertThat(mentions.newest(reader, 10)).hasSize(1);
    world.remove(reader, thread);

    assertThat(list(reader)).isEmpty();
    assertThat(mentions.newest(reader, 10)).isEmpty();
    world.add(reader, thread, false);
    assertThat(mentions.newest(reader, 10)).isEmpty();
  }

  @Test
  void pagesJoinWithoutGapOrRepetition() {
    for (int i = 0; i < 25; i++) {
      ConversationFacts thread = thread();
      world.add(reader, thread, true);
      world.message(thread, other, "m" + i);
    }
    List<InboxRow> paged = new ArrayList<>();
    PagePlace place = PagePlace.BEGIN;
    while (true) {
      List<InboxRow> page = store.page(reader, InboxShow.ACTIVE, place, 4).rows();
      if (page.isEmpty()) {
        break;
      }
      paged.addAll(page);
      place = PagePlace.parse(page.getLast().place().text());
    }
    assertThat(paged).isEqualTo(list(reader)).hasSize(25);
  }

  @Test
  void floorIsAskedForThePageOnly() {
    ConversationFacts group = world.conversation(ConversationKind.GROUP, other);
    world.add(reader, group, true);
    DB.execute(
        """
        with made as (
          insert into conversation (id, domain, kind, name, starter, head)
          select 1000000 + n, ?, 'thread', 't', 1, 1000 + n from generate_series(1, 2000) n returning id)
        insert into link (domain, kind, grp, conversation, from_epoch, from_mark)
        select ?, 'via', ?, id, ?, ? from made
        """,
        world.domain().value(),
        world.domain().value(),
        group.id().value(),
        world.epoch(),
        world.mark());
    DB.execute("analyze");

    List<InboxRow> page = store.page(reader, InboxShow.ACTIVE, PagePlace.BEGIN, 20).rows();
    assertThat(page).hasSize(20);
    String plan =
        DB.database()
            .query(handle ->
                String.join(
                    "\n",
                    handle
                        .createQuery(
                            """
                            explain (analyze, costs off, timing off)
                            select e.id, f.pos from (
                              select c.id, greatest(c.head, r.since_mark) as key
                              from reach_of(:reader) r join conversation c on c.id = r.conversation
                              order by key desc, c.id desc) e
                            cross join lateral floor_of(:reader, e.id) f
                            order by e.key desc, e.id desc limit 20
                            """)
                        .bind("reader", reader.value())
                        .mapTo(String.class)
                        .list()));
    // Only twenty rows are taken from the sorted candidates, each with its floor.
    assertThat(plan)
        .containsPattern(
            "Nested Loop \\(actual rows=20\\.00 loops=1\\)\\s+Buffers.*\\s+-> +Sort \\(actual"
                + " rows=20\\.00 loops=1\\)");
  }
}
