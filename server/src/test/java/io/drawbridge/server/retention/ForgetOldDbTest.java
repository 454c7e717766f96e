package io.drawbridge.server.retention;

import static io.drawbridge.server.TestSteps.clientId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Forgets what is older than the policies keep it: for everybody, then in the tables (G-27). */
final class ForgetOldDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private final TestHouse.Home home = HOUSE.workspace("home" + clientId());
  private final Caller owner = home.owner();
  private final Caller ben = HOUSE.member(home, "ben" + clientId() + "@home.example");
  private final ConversationId thread = thread();
  private final ForgetOld old = new ForgetOld(HOUSE.db.database());

  private ConversationId thread() {
    return HOUSE
        .tell(
            owner,
            new ThreadCommand.Create(
                clientId(),
                Optional.of(home.workspace()),
                "Thread",
                List.of(ben.account()),
                List.of(),
                Optional.empty()))
        .conversation()
        .id();
  }

  private long send(String text) {
    return HOUSE
        .tell(owner, new MessageCommand.Send(clientId(), thread, text, Optional.empty()))
        .pos();
  }

  /** A message that was sent so many days ago, with a reaction and a place that somebody saved. */
  private long sent(int days, String text) {
    long pos = send(text);
    HOUSE.tell(ben, new MessageCommand.React(clientId(), thread, pos, "👍", true));
    long before = pos - days * 86_400_000_000L;
    for (String table : List.of("message", "event", "reaction")) {
      HOUSE.db.execute(
          "update %s set pos = ? where conversation = ? and pos = ?".formatted(table),
          before,
          thread.value(),
          pos);
    }
    HOUSE.db.execute(
        "update event set target = ? where conversation = ? and target = ?",
        before,
        thread.value(),
        pos);
    HOUSE.db.execute(
        "insert into saved (account, conversation, pos, mark) values (?, ?, ?, ?)",
        ben.account().value(),
        thread.value(),
        before,
        before);
    // As of a time before the links of the test.
    HOUSE.db.execute(
        "update link set opens_epoch = 0, opens_pos = 0 where domain = ?",
        home.workspace().value());
    return before;
  }

  private List<String> shown(Caller reader) {
    return HOUSE
        .tell(
            reader,
            new MessageCommand.ShowHistory(
                thread, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
        .messages()
        .stream()
        .map(each -> each.text().orElse(""))
        .toList();
  }

  private long rows(String table) {
    return rows(table, thread);
  }

  private static long rows(String table, ConversationId conversation) {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle
                .select(
                    "select count(*) from %s where conversation = ?".formatted(table),
                    conversation.value())
                .mapTo(Long.class)
                .one());
  }

  @Test
  void oldGoesAndTheRestStays() {
    sent(40, "an old one");
    sent(20, "a newer one");
    send("a new one");
    old.round();
    assertThat(shown(ben)).hasSize(3);
    HOUSE.tell(owner, Setting.of(home.workspace(), Setting.value(PolicyKey.RETENTION_DAYS, 30)));
    old.round();
    assertThat(shown(ben)).containsExactlyInAnyOrder("a newer one", "a new one");
    assertThat(rows("message")).isEqualTo(2);
    assertThat(rows("reaction")).isEqualTo(1);
    assertThat(rows("saved")).isEqualTo(1);
  }

  /** The floor is what hides it: also before its rows have gone. */
  @Test
  void nothingShowsBelowTheFloorByWhateverWay() {
    long pos = sent(40, "giraffe of old");
    send("giraffe of now");
    HOUSE.db.execute("update conversation set first_pos = ? where id = ?", pos, thread.value());
    assertThat(shown(ben)).containsExactly("giraffe of now");
    assertThat(
            HOUSE
                .tell(
                    ben,
                    new MessageCommand.Search(
                        "giraffe", Optional.empty(), Optional.empty(), Optional.empty()))
                .messages())
        .hasSize(1);
    for (Runnable change :
        List.<Runnable>of(
            () -> HOUSE.tell(ben, new MessageCommand.React(clientId(), thread, pos, "👎", true)),
            () -> HOUSE.tell(owner, new MessageCommand.Edit(clientId(), thread, pos, "again")),
            () -> HOUSE.tell(owner, new MessageCommand.Pin(clientId(), thread, pos, true)))) {
      assertThatThrownBy(change::run)
          .isInstanceOfSatisfying(
              Failure.class, it -> assertThat(it.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
  }

  @Test
  void conversationKeepsShorterButNeverLonger() {
    sent(20, "of three weeks");
    HOUSE.tell(owner, Setting.of(home.workspace(), Setting.value(PolicyKey.RETENTION_DAYS, 30)));
    assertThatThrownBy(() ->
            HOUSE.tell(owner, Setting.of(thread, Setting.value(PolicyKey.RETENTION_DAYS, 60))))
        .hasMessageContaining("at most 30");
    old.round();
    assertThat(shown(ben)).containsExactly("of three weeks");
    HOUSE.tell(owner, Setting.of(thread, Setting.value(PolicyKey.RETENTION_DAYS, 10)));
    old.round();
    assertThat(shown(ben)).isEmpty();
    assertThat(rows("message")).isZero();
  }

  /** What was forgotten does not come back when more is kept; nor does what is hidden. */
  @Test
  void floorNeverMovesBack() {
    sent(40, "gone");
    HOUSE.tell(owner, Setting.of(thread, Setting.value(PolicyKey.RETENTION_DAYS, 30)));
    old.round();
    HOUSE.tell(owner, Setting.back(thread, PolicyKey.RETENTION_DAYS));
    old.round();
    assertThat(shown(ben)).isEmpty();
  }

  /** A backstage keeps nothing longer than the conversation that it belongs to. */
  @Test
  void backstageGoesByItsConversation() {
    ConversationId backstage =
        HOUSE
            .tell(owner, new ConversationCommand.OpenBackstage(clientId(), thread))
            .conversation()
            .id();
    HOUSE.tell(owner, new MessageCommand.Send(clientId(), backstage, "among us", Optional.empty()));
    HOUSE.db.execute(
        "update message set pos = pos - 40 * 86400000000 where conversation = ?",
        backstage.value());
    HOUSE.tell(owner, Setting.of(thread, Setting.value(PolicyKey.RETENTION_DAYS, 30)));
    old.round();
    assertThat(rows("message", backstage)).isZero();
  }

  /** Every five minutes only what has something to go is gone through. */
  @Test
  void conversationWithoutAnythingOldHasNothingLeft() {
    HOUSE.tell(owner, Setting.of(thread, Setting.value(PolicyKey.RETENTION_DAYS, 30)));
    sent(40, "old");
    send("new");
    assertThat(left()).isTrue();
    assertThat(left()).as("its row is there yet").isTrue();
    old.round();
    assertThat(left()).isFalse();
  }

  private boolean left() {
    AgeStore store = new AgeStore();
    ConversationId before = new ConversationId(thread.value() - 1);
    return HOUSE.db.database().write(handle -> store.moved(handle, before, 1)).getFirst().left();
  }
}
