package io.drawbridge.server.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.ConversationEnded;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.conversation.Head;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.SessionResult.Resumed;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.session.Since;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Interest, follow and resume, as design.md section 4 describes them. */
final class ResumeWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();

  private static TestPerson ada;
  private static TestPerson ben;
  private ConversationId thread;

  @BeforeAll
  static void people() {
    ada = SERVER.setUp("Ada");
    ben = TestSteps.member(SERVER, ada, "Ben");
  }

  @BeforeEach
  void openThread() {
    thread = TestSteps.thread(ada, "Relaunch", ben.account());
  }

  private static Resumed resume(TestClient client, String since, Cursor... cursors) {
    return client.call(new SessionCommand.Resume(since, List.of(cursors)));
  }

  private static List<Long> posted(TestClient client, ConversationId conversation) {
    return client.events(LogEvent.MessagePosted.class).stream()
        .filter(event -> event.conversation().equals(conversation))
        .map(LogEvent.MessagePosted::pos)
        .toList();
  }

  private static void awaitPosted(TestClient client, long pos) {
    client.await(LogEvent.MessagePosted.class, event -> event.pos() == pos);
  }

  /** All that was to be written before the answer to this has been. */
  private static void flush(TestClient client) {
    client.call(new AccountCommand.Me());
  }

  @Test
  void missedEventsFollowTheAnswerOnceAndInOrder() {
    String since;
    long cursor;
    try (TestClient before = ben.connect()) {
      since = before.hello().since();
      before.call(new InterestCommand.Open(thread, Optional.empty()));
      cursor = TestSteps.send(ada, thread, "seen").pos();
      awaitPosted(before, cursor);
    }
    List<Long> missed = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      missed.add(TestSteps.send(ada, thread, "missed " + i).pos());
    }
    try (TestClient after = ben.connect()) {
      Resumed resumed = resume(after, since, new Cursor(thread, cursor));
      long live = TestSteps.send(ada, thread, "live").pos();
      awaitPosted(after, live);
      missed.add(live);

      assertThat(resumed.resync()).isFalse();
      assertThat(resumed.opened()).containsExactly(thread);
      assertThat(posted(after, thread)).isEqualTo(missed);
      assertThat(indexOf(after, Reply.class)).isLessThan(indexOf(after, LogEvent.class));
    }
  }

  private static int indexOf(TestClient client, Class<? extends ServerFrame> type) {
    List<ServerFrame> frames = client.received();
    for (int i = 0; i < frames.size(); i++) {
      // the first reply is that of session.start
      if (type.isInstance(frames.get(i))
          && !(frames.get(i) instanceof Reply reply && !(reply.result() instanceof Resumed))) {
        return i;
      }
    }
    return Integer.MAX_VALUE;
  }

  @Test
  void openWithACursorSendsWhatFollowsIt() {
    long first = TestSteps.send(ada, thread, "one").pos();
    long second = TestSteps.send(ada, thread, "two").pos();
    try (TestClient bens = ben.connect()) {
      assertThat(bens.call(new InterestCommand.Open(thread, Optional.of(first))).head())
          .isEqualTo(second);
      awaitPosted(bens, second);
      assertThat(posted(bens, thread)).containsExactly(second);
      bens.call(new InterestCommand.Close(thread));
      long third = TestSteps.send(ada, thread, "three").pos();
      bens.await(Event.HeadMoved.class, head -> head.head() == third);
      assertThat(posted(bens, thread)).containsExactly(second);
    }
  }

  @Test
  void followedConversationsAndDmsComeInFullFromTheStart() {
    ConversationId dm =
        ada.call(
                new DmCommand.Open(
                    TestSteps.clientId(),
                    Optional.of(TestSteps.workspace(ada)),
                    List.of(ben.account()),
                    Optional.empty()))
            .conversation()
            .id();
    ben.call(new InterestCommand.Follow(TestSteps.clientId(), thread, true));
    ConversationId other = TestSteps.thread(ada, "Other", ben.account());
    try (TestClient bens = ben.connect()) {
      long direct = TestSteps.send(ada, dm, "direct").pos();
      long followed = TestSteps.send(ada, thread, "followed").pos();
      long elsewhere = TestSteps.send(ada, other, "else").pos();
      awaitPosted(bens, direct);
      awaitPosted(bens, followed);
      bens.await(Event.HeadMoved.class, head -> head.head() == elsewhere);
      assertThat(posted(bens, other)).isEmpty();
    }
  }

  @Test
  void nothingOfADmOvertakesWhatItsClientMissed() {
    ConversationId dm =
        ben.call(
                new DmCommand.Open(
                    TestSteps.clientId(),
                    Optional.of(TestSteps.workspace(ben)),
                    List.of(ada.account()),
                    Optional.empty()))
            .conversation()
            .id();
    long cursor = TestSteps.send(ada, dm, "seen").pos();
    long missed = TestSteps.send(ada, dm, "missed").pos();
    try (TestClient bens = ben.connect()) {
      long early = TestSteps.send(ada, dm, "before the resume").pos();
      resume(bens, bens.hello().since(), new Cursor(dm, cursor));
      awaitPosted(bens, early);
      assertThat(posted(bens, dm)).containsExactly(missed, early);
    }
  }

  @Test
  void answerTellsWhatWasGainedLostChangedAndWhereSomethingIsNew() {
    ConversationId lost = TestSteps.thread(ada, "Lost", ben.account());
    ConversationId renamed = TestSteps.thread(ada, "Old name", ben.account());
    String since = since();
    ConversationId gained = TestSteps.thread(ada, "Gained", ben.account());
    TestSteps.remove(ada, lost, ben.account());
    ada.call(new ConversationCommand.Rename(TestSteps.clientId(), renamed, "New name"));
    long head = TestSteps.send(ada, thread, "for <@%s>".formatted(ben.account())).pos();
    try (TestClient bens = ben.connect()) {
      Resumed resumed = resume(bens, since);
      assertThat(resumed.gained()).extracting(ConversationView::conversation).contains(gained);
      assertThat(resumed.lost()).extracting(ConversationEnded::conversation).contains(lost);
      assertThat(resumed.lost()).extracting(ConversationEnded::conversation).doesNotContain(thread);
      List<ConversationView> shown = new ArrayList<>(resumed.changed());
      shown.addAll(resumed.gained());
      assertThat(shown)
          .filteredOn(view -> view.conversation().equals(renamed))
          .extracting(ConversationView::name)
          .containsExactly("New name");
      assertThat(resumed.heads()).contains(new Head(thread, head, true));
    }
  }

  /** Ben's, of this moment. */
  private String since() {
    try (TestClient bens = ben.connect()) {
      return bens.hello().since();
    }
  }

  @Test
  void sinceThatIsTooOldOrForeignIsAnsweredWithResync() {
    String present = Since.parse(since()).orElseThrow().incarnation();
    String before = new Since("before", Since.parse(since()).orElseThrow().micros()).text();
    try (TestClient bens = ben.connect()) {
      for (String since : List.of("1.1", new Since(present, 1).text(), before, "foreign")) {
        Resumed resumed = resume(bens, since, new Cursor(thread, 0));
        assertThat(resumed.resync()).isTrue();
        assertThat(resumed.opened()).isEmpty();
        assertThat(resumed.since()).isNotEqualTo(since);
      }
    }
  }

  /** A bot in thousands of threads: the list of what it gained is too long, its cursors are not. */
  @Test
  void whatIsOpenGoesOnWhenTooMuchHasChanged() {
    TestPerson busy = TestSteps.member(SERVER, ada, "Busy");
    ConversationId room = TestSteps.thread(ada, "One of many", busy.account());
    long cursor = TestSteps.send(ada, room, "seen").pos();
    long missed = TestSteps.send(ada, room, "missed").pos();
    SERVER
        .database()
        .execute(
            """
            with made as (
              insert into conversation (id, domain, kind, name, starter, created_at)
              select c.id + n, c.domain, 'thread', 'one of many', c.starter, now()
              from generate_series(1, ?) n, conversation c where c.id = ? returning id, domain)
            insert into link (domain, kind, person, conversation, role, from_epoch, from_mark,
              opens_epoch, opens_pos)
            select m.domain, 'direct', ?, m.id, 'member', d.epoch, d.mark, 0, 0
            from made m join domain d on d.id = m.domain
            """,
            ResumeSession.CHANGES_MAX + 1,
            room.value(),
            busy.account().value());
    try (TestClient device = busy.connect()) {
      Resumed resumed = resume(device, device.hello().since(), new Cursor(room, cursor));
      awaitPosted(device, missed);

      assertThat(resumed.resync()).isTrue();
      assertThat(resumed.gained()).isEmpty();
      assertThat(resumed.opened()).containsExactly(room);
      assertThat(posted(device, room)).containsExactly(missed);
    }
  }

  @Test
  void whoIsTooFarBehindInOneConversationIsToldToLoadIt() {
    long cursor = TestSteps.send(ada, thread, "seen").pos();
    SERVER
        .database()
        .execute(
            """
            with posted as (
              insert into event (conversation, pos, prev, epoch, kind, author, at)
              select ?, ? + n, ? + n - 1, d.epoch, 'posted', ?, now()
              from generate_series(1, 2001) n, conversation c join domain d on d.id = c.domain
              where c.id = ? returning pos)
            update conversation set head = (select max(pos) from posted) where id = ?
            """,
            thread.value(),
            cursor,
            cursor,
            ada.account().value(),
            thread.value(),
            thread.value());
    try (TestClient bens = ben.connect()) {
      Resumed resumed = resume(bens, bens.hello().since(), new Cursor(thread, cursor));
      Event.Resync resync = bens.await(Event.Resync.class);
      long live = TestSteps.send(ada, thread, "live").pos();
      awaitPosted(bens, live);

      assertThat(resumed.resync()).isFalse();
      assertThat(resumed.opened()).containsExactly(thread);
      assertThat(resync.conversation()).contains(thread);
      assertThat(posted(bens, thread)).containsExactly(live);
    }
  }

  /** Zulip CVE-2022-31017: an edit shows only to whom its message shows, live and from the log. */
  @Test
  void leak11ChangesOfAMessageBelowTheFloorAreNotDelivered() {
    long hidden = TestSteps.send(ada, thread, "before").pos();
    TestPerson olga = TestSteps.external(SERVER, ada, thread, "Olga11");
    try (TestClient olgas = olga.connect()) {
      olgas.call(new InterestCommand.Open(thread, Optional.empty()));
      ada.call(new MessageCommand.Edit(TestSteps.clientId(), thread, hidden, "edited"));
      ada.call(new MessageCommand.React(TestSteps.clientId(), thread, hidden, "👍", true));
      ada.call(new MessageCommand.Pin(TestSteps.clientId(), thread, hidden, true));
      ada.call(new MessageCommand.Delete(TestSteps.clientId(), thread, hidden));
      long shown = TestSteps.send(ada, thread, "after").pos();
      awaitPosted(olgas, shown);
      assertThat(olgas.events(LogEvent.class))
          .allMatch(event -> event instanceof LogEvent.MessagePosted);
    }
    try (TestClient again = olga.connect()) {
      resume(again, again.hello().since(), new Cursor(thread, 0));
      awaitPosted(again, again.call(open(thread)).head());
      assertThat(again.events(LogEvent.class))
          .noneMatch(event ->
              event instanceof LogEvent.MessageEdited
                  || event instanceof LogEvent.MessageReacted
                  || event instanceof LogEvent.MessagePinned
                  || event instanceof LogEvent.MessageDeleted);
    }
  }

  private static InterestCommand.Open open(ConversationId conversation) {
    return new InterestCommand.Open(conversation, Optional.empty());
  }

  /** Nothing of what waited for a device is left for it once its person was removed. */
  @Test
  void leak22And16RemovedPersonResumesToNothingButTheEnd() {
    TestPerson rudi = TestSteps.external(SERVER, ada, thread, "Rudi22");
    String since;
    long cursor;
    try (TestClient before = rudi.connect()) {
      since = before.hello().since();
      cursor = before.call(open(thread)).head();
    }
    for (int i = 0; i < 200; i++) {
      TestSteps.send(ada, thread, "secret " + i);
    }
    TestSteps.remove(ada, thread, rudi.account());
    try (TestClient after = rudi.connect()) {
      Resumed resumed = resume(after, since, new Cursor(thread, cursor));
      flush(after);
      assertThat(resumed.opened()).isEmpty();
      assertThat(resumed.heads()).isEmpty();
      assertThat(resumed.gained()).isEmpty();
      assertThat(resumed.changed()).isEmpty();
      assertThat(resumed.lost())
          .extracting(ConversationEnded::conversation)
          .containsExactly(thread);
      assertThat(after.events(LogEvent.class)).isEmpty();
      assertThat(after.events(Event.HeadMoved.class)).isEmpty();
    }
  }
}
