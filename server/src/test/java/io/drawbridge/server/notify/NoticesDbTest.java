package io.drawbridge.server.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.notify.NoticeCause;
import io.drawbridge.protocol.notify.NoticeLevel;
import io.drawbridge.protocol.notify.NoticeView;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Setting;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.notify.judge.Judging;
import io.drawbridge.server.notify.judge.NoticeTrim;
import io.drawbridge.server.notify.notice.Notice;
import io.drawbridge.server.notify.notice.NoticeListener;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** People are told of what they want to hear of (HCL-33, G-19). */
final class NoticesDbTest {
  @AutoClose static final NoticeWorld WORLD = new NoticeWorld("1h");

  private final Caller ben = WORLD.member("ben");
  private final Caller mia = WORLD.member("mia");

  private InboxEntry entry(Caller reader, ConversationId conversation) {
    return WORLD
        .house
        .tell(reader, new InboxCommand.ListInbox(Optional.empty(), Optional.empty()))
        .entries()
        .stream()
        .filter(it -> it.conversation().id().equals(conversation))
        .findFirst()
        .orElseThrow();
  }

  private void want(Caller person, ConversationId conversation, NoticeLevel level) {
    WORLD.house.tell(
        person,
        new InboxCommand.SetConversationNotify(
            conversation, Optional.of(level), Optional.empty(), Optional.empty()));
  }

  @Test
  void whoIsNamedIsToldAndAllDevicesAgree() {
    ConversationId thread = WORLD.thread("Offer", ben, mia);
    WORLD.send(WORLD.owner(), thread, "to nobody");
    long pos = WORLD.name(WORLD.owner(), thread, ben, "look");
    WORLD.judge();
    Caller phone = WORLD.otherDevice(ben);
    for (Caller device : List.of(ben, phone)) {
      NoticeView notice = WORLD.notices(device).getFirst();
      assertThat(notice.cause()).isEqualTo(NoticeCause.MENTION);
      assertThat(notice.pos()).isEqualTo(pos);
      assertThat(notice.name()).isEqualTo("Offer");
      assertThat(notice.preview().orElseThrow()).startsWith("look");
      assertThat(notice.read()).isFalse();
      assertThat(entry(device, thread).mentions()).isEqualTo(1);
      assertThat(entry(device, thread).unreadCount()).isEqualTo(2);
    }
    assertThat(WORLD.notices(mia)).isEmpty();
    assertThat(WORLD.notices(WORLD.owner())).isEmpty();

    WORLD.read(phone, thread, pos);
    for (Caller device : List.of(ben, phone)) {
      assertThat(WORLD.notices(device)).extracting(NoticeView::read).containsExactly(true);
      assertThat(entry(device, thread).mentions()).isZero();
      assertThat(entry(device, thread).unreadCount()).isZero();
    }
  }

  @Test
  void levelsFollowsMutesAndKeywordsAreHeeded() {
    ConversationId group = WORLD.group("Group", ben, mia);
    want(ben, group, NoticeLevel.ALL);
    WORLD.house.tell(mia, new InterestCommand.Follow(WORLD.house.clientId(), group, true));
    WORLD.send(WORLD.owner(), group, "first");
    WORLD.judge();
    assertThat(WORLD.causes(ben)).containsExactly(NoticeCause.MESSAGE);
    assertThat(WORLD.causes(mia)).containsExactly(NoticeCause.THREAD);

    want(ben, group, NoticeLevel.MENTIONS);
    WORLD.house.tell(ben, new InboxCommand.SetKeywords(List.of("Bridge party")));
    WORLD.house.tell(
        mia,
        new InboxCommand.SetConversationNotify(
            group,
            Optional.empty(),
            Optional.empty(),
            Optional.of(Instant.now().plusSeconds(3_600))));
    WORLD.send(WORLD.owner(), group, "the bridges party");
    WORLD.send(WORLD.owner(), group, "a BRIDGE party, <@" + mia.account() + ">");
    WORLD.judge();
    assertThat(WORLD.causes(ben)).containsExactly(NoticeCause.KEYWORD, NoticeCause.MESSAGE);
    assertThat(WORLD.causes(mia)).containsExactly(NoticeCause.THREAD);
  }

  /** Many who followed, or wanted all, and were removed since take the place of nobody. */
  @Test
  void whoWasRemovedTakesNobodysPlace() {
    ConversationId group = WORLD.group("Crowd", ben, mia);
    WORLD.house.tell(ben, new InterestCommand.Follow(WORLD.house.clientId(), group, true));
    want(mia, group, NoticeLevel.ALL);
    WORLD.house.db.execute(
        """
        insert into marker (account, conversation, followed)
        select g, %d, true from generate_series(1, 1000) g
        """
            .formatted(group.value()));
    WORLD.house.db.execute(
        """
        insert into notice_setting (account, conversation, level)
        select g, %d, 'all' from generate_series(1001, 2000) g
        """
            .formatted(group.value()));
    WORLD.send(WORLD.owner(), group, "first");
    WORLD.judge();
    assertThat(WORLD.causes(ben)).containsExactly(NoticeCause.THREAD);
    assertThat(WORLD.causes(mia)).containsExactly(NoticeCause.MESSAGE);
  }

  /** A level for all holds where nothing else was said. */
  @Test
  void whoWantsToHearAllEverywhereIsTold() {
    ConversationId group = WORLD.group("Everywhere", ben, mia);
    WORLD.house.tell(
        ben, new InboxCommand.SetNotify(Optional.of(NoticeLevel.ALL), Optional.empty()));
    WORLD.send(WORLD.owner(), group, "first");
    WORLD.judge();
    assertThat(WORLD.causes(ben)).containsExactly(NoticeCause.MESSAGE);
    assertThat(WORLD.notices(mia)).isEmpty();
  }

  /** A keyword tells nothing of conversations that its owner is not in. */
  @Test
  void keywordFindsNothingElsewhere() {
    WORLD.house.tell(ben, new InboxCommand.SetKeywords(List.of("canary")));
    WORLD.send(WORLD.owner(), WORLD.thread("Elsewhere", mia), "a canary");
    WORLD.judge();
    assertThat(WORLD.notices(ben)).isEmpty();
  }

  @Test
  void whatWasReadBeforeItWasJudgedIsNoNews() {
    ConversationId thread = WORLD.thread("Quick", ben);
    WORLD.read(ben, thread, WORLD.name(WORLD.owner(), thread, ben, "seen"));
    WORLD.judge();
    assertThat(WORLD.notices(ben)).isEmpty();
  }

  @Test
  void deletedMessageIsToldOfNoMore() {
    ConversationId thread = WORLD.thread("Gone", ben);
    long pos = WORLD.name(WORLD.owner(), thread, ben, "gone");
    WORLD.judge();
    WORLD.house.tell(WORLD.owner(), new MessageCommand.Delete(WORLD.house.clientId(), thread, pos));
    assertThat(WORLD.notices(ben)).isEmpty();
  }

  @Test
  void leak83NoticesOfAConversationGoWithTheRightToIt() {
    ConversationId thread = WORLD.thread("Secret title");
    Caller eve = WORLD.external(thread, NoticeWorld.address("eve"));
    WORLD.name(WORLD.owner(), thread, eve, "before");
    WORLD.judge();
    assertThat(WORLD.causes(eve)).containsExactly(NoticeCause.MENTION);
    WORLD.name(WORLD.owner(), thread, eve, "between");
    WORLD.remove(thread, eve);
    WORLD.judge();
    assertThat(
            WORLD
                .house
                .tell(eve, new InboxCommand.ListNotices(Optional.empty(), Optional.empty()))
                .notices())
        .isEmpty();
    assertThatThrownBy(() -> WORLD.house.tell(eve, new InboxCommand.ShowConversationNotify(thread)))
        .hasMessageContaining("not found");
  }

  /** Where externals do not see each other, one is told of nothing that the other writes (N-15). */
  @Test
  void leakN15ExternalIsToldOfNothingByAnother() {
    ConversationId thread = WORLD.thread("Apart");
    Caller eve = WORLD.external(thread, NoticeWorld.address("eve"));
    Caller fay = WORLD.external(thread, NoticeWorld.address("fay"));
    want(eve, thread, NoticeLevel.ALL);
    WORLD.send(fay, thread, "before");
    WORLD.judge();
    assertThat(WORLD.notices(eve)).hasSize(1);
    WORLD.house.tell(
        WORLD.owner(), Setting.of(thread, Setting.value(PolicyKey.EXTERNALS_SEE_EXTERNALS, false)));
    assertThat(WORLD.notices(eve)).isEmpty();
    WORLD.send(fay, thread, "after");
    WORLD.send(WORLD.owner(), thread, "by a member");
    WORLD.judge();
    assertThat(WORLD.notices(eve)).hasSize(1);
    assertThat(
            WORLD.count(
                "select count(*) from notice where account = %d and author = %d"
                    .formatted(eve.account().value(), fay.account().value())))
        .isEqualTo(1);
  }

  /** Whose account ends while something is judged has no notice of it afterwards. */
  @Test
  void nothingIsWrittenForAnAccountThatEndsMeanwhile() {
    ConversationId thread = WORLD.thread("Ending", ben, mia);
    WORLD.judge();
    WORLD.name(WORLD.owner(), thread, mia, "look");
    WORLD.name(WORLD.owner(), thread, ben, "look");
    long account = ben.account().value();
    CompletableFuture<Void> judging =
        WORLD
            .house
            .db
            .database()
            .write(handle -> {
              handle.execute("select from account where id = ? for update", account);
              CompletableFuture<Void> begun = CompletableFuture.runAsync(WORLD::judge);
              Awaitility.await()
                  .atMost(20, TimeUnit.SECONDS)
                  .until(() -> WORLD.count("select count(*) from pg_locks where not granted") > 0);
              handle.execute("update account set ended_at = now() where id = ?", account);
              handle.execute("delete from notice where account = ?", account);
              return begun;
            });
    judging.join();
    assertThat(WORLD.count("select count(*) from notice where account = " + account)).isZero();
    assertThat(WORLD.causes(mia)).containsExactly(NoticeCause.MENTION);
  }

  /** The oldest go of somebody who was told of more than their share. */
  @Test
  void noticesBeyondTheShareGo() {
    ConversationId thread = WORLD.thread("Full", ben);
    WORLD.house.db.execute(
        """
        insert into notice (account, conversation, pos, domain, reason, author)
        select %d, %d, g, 1, 'message', %d from generate_series(1, %d) g
        """
            .formatted(
                ben.account().value(),
                thread.value(),
                WORLD.owner().account().value(),
                Limits.NOTICES_PER_PERSON_MAX + 10));
    Judging judging = new Judging(WORLD.house.core.platform(), List::of);
    NoticeTrim trim = new NoticeTrim(WORLD.house.db.database(), judging);
    WORLD.name(WORLD.owner(), thread, ben, "look");
    judging.heard(thread);
    judging.judgeHeard();
    trim.run();
    String own = "from notice where account = " + ben.account().value();
    assertThat(WORLD.count("select count(*) " + own)).isEqualTo(Limits.NOTICES_PER_PERSON_MAX);
    assertThat(WORLD.count("select min(pos)::int " + own)).isGreaterThan(10);
    assertThat(WORLD.causes(ben)).contains(NoticeCause.MENTION);
  }

  /** Conversations that cannot be judged keep no other from it, and are tried again. */
  @Test
  void conversationsThatFailKeepNoOtherFromBeingJudged() {
    List<ConversationId> threads =
        IntStream.range(0, 60).mapToObj(i -> WORLD.thread("Thread " + i, ben)).toList();
    threads.forEach(thread -> WORLD.name(WORLD.owner(), thread, ben, "look"));
    Set<ConversationId> failing = new HashSet<>(threads.subList(0, 50));
    NoticeListener listener =
        new NoticeListener() {
          @Override
          public void written(Handle handle, List<Notice> notices) {
            if (notices.stream().map(Notice::conversation).anyMatch(failing::contains)) {
              throw new IllegalStateException("broken");
            }
          }
        };
    String seen = "select extract(epoch from seen_at)::int from notice_sweep";
    int before = WORLD.count(seen);
    Judging sweeping = new Judging(WORLD.house.core.platform(), () -> List.of(listener));
    assertThatThrownBy(sweeping::sweep).hasMessage("broken");
    assertThat(WORLD.notices(ben))
        .extracting(NoticeView::conversation)
        .containsExactlyInAnyOrderElementsOf(threads.subList(50, 60));
    assertThat(WORLD.count(seen)).as("not noted as done").isEqualTo(before);

    threads.forEach(sweeping::heard);
    assertThatThrownBy(sweeping::judgeHeard).hasMessage("broken");
    failing.clear();
    sweeping.judgeHeard();
    assertThat(
            WORLD.count(
                "select count(*) from notice where account = %d and reason = 'mention'"
                    .formatted(ben.account().value())))
        .isEqualTo(threads.size());
  }

  /** Else each message of a busy conversation would be judged alone, for everybody there. */
  @Test
  void whatIsSaidMeanwhileIsJudgedTheNextTime() {
    ConversationId group = WORLD.group("Busy", ben);
    want(ben, group, NoticeLevel.ALL);
    AtomicReference<Judging> node = new AtomicReference<>();
    NoticeListener talkative =
        new NoticeListener() {
          @Override
          public void written(Handle handle, List<Notice> notices) {}

          @Override
          public void committed() {
            WORLD.send(WORLD.owner(), group, "and another");
            node.get().heard(group);
          }
        };
    node.set(new Judging(WORLD.house.core.platform(), () -> List.of(talkative)));
    WORLD.send(WORLD.owner(), group, "the first");
    node.get().heard(group);
    node.get().judgeHeard();
    assertThat(WORLD.causes(ben)).hasSize(1);
    node.get().judgeHeard();
    assertThat(WORLD.causes(ben)).hasSize(2);
  }

  /** What a node was told of that died is judged by another, and each message once. */
  @Test
  void eachMessageIsJudgedOnceByWhicheverNode() {
    ConversationId group = WORLD.group("Many", ben);
    want(ben, group, NoticeLevel.ALL);
    AtomicBoolean fails = new AtomicBoolean(true);
    NoticeListener failing =
        new NoticeListener() {
          @Override
          public void written(Handle handle, List<Notice> notices) {
            if (fails.get()) {
              throw new IllegalStateException("killed");
            }
          }
        };
    int messages = 120;
    IntStream.range(0, messages).forEach(i -> WORLD.send(WORLD.owner(), group, "message " + i));
    Judging dies = new Judging(WORLD.house.core.platform(), () -> List.of(failing));
    dies.heard(group);
    assertThatThrownBy(dies::judgeHeard).hasMessage("killed");
    assertThat(WORLD.notices(ben)).isEmpty();

    fails.set(false);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<?>[] nodes =
          Stream.generate(() -> new Judging(WORLD.house.core.platform(), List::of))
              .limit(4)
              .map(node -> CompletableFuture.runAsync(node::sweep, threads))
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(nodes).join();
    }
    WORLD.judge();
    assertThat(
            WORLD.count(
                "select count(*) from notice where conversation = %d and reason = 'message'"
                    .formatted(group.value())))
        .isEqualTo(messages);
  }
}
