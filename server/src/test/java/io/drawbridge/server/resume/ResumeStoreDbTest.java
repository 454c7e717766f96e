package io.drawbridge.server.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.NoViews;
import io.drawbridge.server.StoredWorld;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.TestDatabase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class ResumeStoreDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private final StoredWorld world = new StoredWorld(DB);
  private final AccountId reader = world.account("reader");
  private final AccountId other = world.account("other");
  private final ResumeStore store = new ResumeStore(DB.database(), new NoViews());

  private ConversationFacts thread() {
    return world.conversation(ConversationKind.THREAD, other);
  }

  private List<News> since(long micros) {
    return store.since(reader, micros, 1_000).news();
  }

  private Optional<News> news(ConversationFacts conversation, long since) {
    return since(since).stream()
        .filter(news -> news.conversation().equals(conversation.id()))
        .findFirst();
  }

  private long now() {
    return DB.database()
        .query(handle ->
            handle
                .createQuery("select (extract(epoch from clock_timestamp()) * 1000000)::bigint")
                .mapTo(Long.class)
                .one());
  }

  @Test
  void whatNobodyTouchedIsNoNews() {
    ConversationFacts thread = thread();
    world.add(reader, thread, true);
    world.message(thread, other, "old");
    assertThat(since(now())).isEmpty();
  }

  @Test
  void whatCameIsFreshAndWhatWentHasEnded() {
    ConversationFacts came = thread();
    ConversationFacts went = thread();
    world.add(reader, went, true);
    long since = now();
    world.add(reader, came, true);
    world.remove(reader, went);

    assertThat(news(came, since).orElseThrow().fresh()).isTrue();
    News ended = news(went, since).orElseThrow();
    assertThat(ended.reached()).isFalse();
    assertThat(ended.ended().orElseThrow().reason()).isEqualTo(EndReason.REMOVED);
    assertThat(ended.head()).isEmpty();
    assertThat(ended.mentioned()).isFalse();
  }

  @Test
  void whoLeavesAGroupLosesItsThreadsAtOnce() {
    ConversationFacts group = world.conversation(ConversationKind.GROUP, other);
    ConversationFacts first = thread();
    ConversationFacts direct = thread();
    world.add(reader, group, true);
    world.addGroup(group, first, true);
    world.addGroup(group, direct, true);
    world.add(reader, direct, true);
    long since = now();
    world.remove(reader, group);

    assertThat(news(group, since).orElseThrow().ended()).isPresent();
    assertThat(news(first, since).orElseThrow().ended()).isPresent();
    // Another path is left there.
    assertThat(news(direct, since).orElseThrow().ended()).isEmpty();
    assertThat(news(direct, since).orElseThrow().reached()).isTrue();
  }

  @Test
  void leak16ThreadThatCameToAGroupLaterIsNotToldToWhoHadLeftIt() {
    ConversationFacts group = world.conversation(ConversationKind.GROUP, other);
    ConversationFacts later = thread();
    world.add(reader, group, true);
    long since = now();
    world.remove(reader, group);
    world.addGroup(group, later, true);

    assertThat(news(group, since).orElseThrow().ended()).isPresent();
    assertThat(news(later, since).flatMap(News::ended)).isEmpty();
  }

  @Test
  void leak16WhatCameDuringASuspensionIsNotToldAsLost() {
    ConversationFacts group = world.conversation(ConversationKind.GROUP, other);
    ConversationFacts before = thread();
    ConversationFacts during = thread();
    world.add(reader, group, true);
    world.addGroup(group, before, true);
    long since = now();
    world.suspend(reader);
    world.addGroup(group, during, true);

    assertThat(news(before, since).orElseThrow().ended().orElseThrow().reason())
        .isEqualTo(EndReason.SUSPENDED);
    assertThat(news(during, since).flatMap(News::ended)).isEmpty();
  }

  @Test
  void exclusionEndsAThreadWhateverGroupLeadsThere() {
    ConversationFacts group = world.conversation(ConversationKind.GROUP, other);
    ConversationFacts thread = thread();
    world.add(reader, group, true);
    world.addGroup(group, thread, true);
    long since = now();
    world.exclude(reader, thread);

    assertThat(news(thread, since).orElseThrow().ended().orElseThrow().reason())
        .isEqualTo(EndReason.EXCLUDED);
    assertThat(news(group, since)).isEmpty();
  }

  @Test
  void headsAndChangesOfWhatIsReachedAreTold() {
    ConversationFacts thread = thread();
    ConversationFacts hidden = thread();
    world.add(reader, thread, true);
    world.change(now());
    long since = world.mark();
    long head = world.message(thread, other, "new");
    world.message(hidden, other, "secret");
    DB.execute(
        "insert into mention (account, conversation, pos) values (?, ?, ?)",
        reader.value(),
        thread.id().value(),
        head);
    DB.execute(
        """
        insert into event (conversation, pos, prev, epoch, kind, author, at)
        values (?, ?, 0, 1, 'changed', ?, now())
        """,
        thread.id().value(),
        head + 1,
        other.value());

    News news = news(thread, since).orElseThrow();
    assertThat(news.head()).contains(head);
    assertThat(news.mentioned()).isTrue();
    assertThat(news.altered()).isTrue();
    assertThat(news.fresh()).isFalse();
    assertThat(news(hidden, since)).isEmpty();
  }

  @Test
  void moreThanTheLimitIsCutShort() {
    for (int i = 0; i < 12; i++) {
      world.add(reader, thread(), true);
    }
    assertThat(store.since(reader, 0, 10).news()).hasSize(11);
    assertThat(store.since(reader, 0, 20).news()).hasSize(12);
  }
}
