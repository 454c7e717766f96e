package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Bounds how many statements an operation makes, its right and what follows its answer included. A
 * bound is one more than what was counted when it was written down: a change that adds two
 * statements to a path that all of them take says so here.
 */
final class StatementsWireTest {
  /**
   * The number of operations counted together, in the time of which each timed statement runs less
   * often.
   */
  private static final int TIMES = 20;

  @AutoClose private static final TestServer SERVER = TestServer.start();

  private static TestPerson ada;
  private static ConversationId thread;

  @BeforeAll
  static void makeAThread() {
    ada = SERVER.setUp("Ada");
    thread = TestSteps.thread(ada, "Relaunch");
  }

  /** Each statement, and how often one operation makes it. */
  private static Map<String, Long> statements(IntConsumer operation) {
    Map<String, Long> before = SERVER.database().statements();
    IntStream.range(0, TIMES).forEach(operation);
    Map<String, Long> each = new TreeMap<>();
    SERVER
        .database()
        .statements()
        .forEach((sql, calls) -> {
          long times = (calls - before.getOrDefault(sql, 0L)) / TIMES;
          if (times > 0) {
            each.put(sql, times);
          }
        });
    return each;
  }

  private static void assertMost(int max, Map<String, Long> statements) {
    assertThat(statements.values().stream().mapToLong(Long::longValue).sum())
        .as("statements: %s", statements)
        .isBetween(1L, (long) max);
  }

  @Test
  void send() {
    assertMost(5, statements(i -> TestSteps.send(ada, thread, "message " + i)));
  }

  /** Two of them the worker of mails makes only where it had nothing more to do in between. */
  @Test
  void additionByAddress() {
    assertMost(
        26,
        statements(i ->
            TestSteps.addByMail(
                ada, thread, "guest" + i + "@partner.example", new HistoryWindow.FromNow())));
  }

  /**
   * G-23: where no quota is set externals are not counted; else before an addition and after it.
   */
  @Test
  void externalsAreCountedWhereAQuotaBoundsThem() {
    TestPerson mia = TestSteps.member(SERVER, ada, "Mia");
    ConversationId offer = TestSteps.thread(mia, "Offer");
    WorkspaceId home = TestSteps.workspace(ada);
    IntConsumer addition =
        i ->
            TestSteps.addByMail(
                mia, offer, "counted" + i + "@partner.example", new HistoryWindow.FromNow());
    assertThat(counts(statements(addition))).isZero();
    ada.call(Setting.of(home, PolicyValues.NONE.number(PolicyKey.QUOTA_EXTERNAL_MAX, 1_000)));
    assertThat(counts(statements(i -> addition.accept(TIMES + i)))).isBetween(1L, 2L);
    ada.call(Setting.back(home, PolicyKey.QUOTA_EXTERNAL_MAX));
  }

  private static long counts(Map<String, Long> statements) {
    return statements.entrySet().stream()
        .filter(each -> each.getKey().contains("external_places"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Test
  void removal() {
    List<TestPerson> guests = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      guests.add(TestSteps.external(SERVER, ada, thread, "Removed" + i));
    }
    assertMost(9, statements(i -> TestSteps.remove(ada, thread, guests.get(i).account())));
  }

  @Test
  void connection() {
    TestPerson ben = TestSteps.member(SERVER, ada, "Ben");
    assertMost(2, statements(_ -> ben.connect().close()));
  }

  @Test
  void resumeOfTwentyConversations() {
    TestPerson cleo = TestSteps.member(SERVER, ada, "Cleo");
    List<Cursor> cursors = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ConversationId opened = TestSteps.thread(ada, "Topic " + i, cleo.account());
      cursors.add(new Cursor(opened, TestSteps.send(ada, opened, "first").pos()));
    }
    String since;
    try (TestClient before = cleo.connect()) {
      since = before.hello().since();
    }
    assertMost(
        5,
        statements(_ -> {
          try (TestClient after = cleo.connect()) {
            after.call(new SessionCommand.Resume(since, cursors));
          }
        }));
  }

  @Test
  void history() {
    assertMost(
        1,
        statements(_ ->
            ada.call(
                new MessageCommand.ShowHistory(
                    thread,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))));
  }

  @Test
  void inbox() {
    assertMost(
        3,
        statements(_ -> ada.call(new InboxCommand.ListInbox(Optional.empty(), Optional.empty()))));
  }
}
