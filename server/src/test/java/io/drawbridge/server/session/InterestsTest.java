package io.drawbridge.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InterestsTest {
  private static final SessionLimits SMALL = new SessionLimits(100, 10_000, 4, 4, 2, 2);

  @Test
  void absentConversationIsNotWanted() {
    Bench bench = Bench.ready();
    bench.arrive(bench.event(Bench.ROOM, 5));
    assertThat(bench.session.interests().wants(Bench.ROOM)).isFalse();
    assertThat(bench.drain()).isEmpty();
  }

  @Test
  void gapAndHeldEventsAreMergedByPosition() {
    Bench bench = Bench.ready();
    Interests interests = bench.session.interests();
    interests.hold(Bench.ROOM);
    bench.arrive(bench.event(Bench.ROOM, 30));
    bench.arrive(bench.event(Bench.ROOM, 40));
    interests.release(
        Bench.ROOM, List.of(bench.event(Bench.ROOM, 20), bench.event(Bench.ROOM, 30)), 10);
    bench.arrive(bench.event(Bench.ROOM, 40));
    bench.arrive(bench.event(Bench.ROOM, 50));
    assertThat(bench.drain()).containsExactly("11@20", "11@30", "11@40", "11@50");
  }

  @Test
  void openedAgainWhileLiveGoesOnWhereItWas() {
    Bench bench = Bench.ready();
    Interests interests = bench.session.interests();
    bench.live(Bench.ROOM, 10);
    bench.arrive(bench.event(Bench.ROOM, 20));
    bench.drain();
    interests.hold(Bench.ROOM);
    bench.arrive(bench.event(Bench.ROOM, 30));
    interests.release(Bench.ROOM, List.of(bench.event(Bench.ROOM, 20)), 10);
    assertThat(bench.drain()).containsExactly("11@20", "11@30");
  }

  @Test
  void openedAgainWithAnOlderCursorBeginsAnewThere() {
    Bench bench = Bench.ready();
    Interests interests = bench.session.interests();
    bench.live(Bench.ROOM, 10);
    bench.arrive(bench.event(Bench.ROOM, 20));
    interests.hold(Bench.ROOM);
    interests.release(
        Bench.ROOM, List.of(bench.event(Bench.ROOM, 5), bench.event(Bench.ROOM, 20)), 4);
    assertThat(bench.drain()).containsExactly("11@5", "11@20");
  }

  @Test
  void openedAfterClosingBeginsAnewAtTheCursor() {
    Bench bench = Bench.ready();
    Interests interests = bench.session.interests();
    bench.live(Bench.ROOM, 10);
    bench.arrive(bench.event(Bench.ROOM, 20));
    interests.drop(Bench.ROOM);
    assertThat(bench.drain()).isEmpty();
    bench.live(Bench.ROOM, 10);
    bench.arrive(bench.event(Bench.ROOM, 20));
    assertThat(bench.drain()).containsExactly("11@20");
  }

  @Test
  void holdThatLedToNothingLeavesWhatWasLiveLive() {
    Bench bench = Bench.ready();
    Interests interests = bench.session.interests();
    bench.live(Bench.ROOM, 10);
    bench.arrive(bench.event(Bench.ROOM, 20));
    interests.hold(Bench.ROOM);
    bench.arrive(bench.event(Bench.ROOM, 30));
    interests.giveUp(Bench.ROOM);
    bench.arrive(bench.event(Bench.ROOM, 40));
    assertThat(bench.drain()).containsExactly("11@20", "11@30", "11@40");
  }

  @Test
  void holdThatLedToNothingLeavesWhatWasAbsentAbsent() {
    Bench bench = Bench.ready();
    Interests interests = bench.session.interests();
    interests.hold(Bench.ROOM);
    bench.arrive(bench.event(Bench.ROOM, 20));
    interests.giveUp(Bench.ROOM);
    assertThat(interests.wants(Bench.ROOM)).isFalse();
    assertThat(bench.drain()).isEmpty();

    interests.hold(Bench.ROOM);
    interests.release(Bench.ROOM, List.of(bench.event(Bench.ROOM, 20)), 10);
    assertThat(bench.drain()).containsExactly("11@20");
  }

  @Test
  void holdGivenUpIsStillTheOthers() {
    Bench bench = Bench.ready();
    Interests interests = bench.session.interests();
    interests.hold(Bench.ROOM);
    bench.arrive(bench.event(Bench.ROOM, 20));
    interests.hold(Bench.ROOM);
    bench.arrive(bench.event(Bench.ROOM, 30));
    interests.giveUp(Bench.ROOM);
    interests.release(Bench.ROOM, List.of(), 10);
    assertThat(bench.drain()).containsExactly("11@20", "11@30");
  }

  @Test
  void holdEndsForEachWhoBeganItAlsoAcrossADrop() {
    Bench bench = Bench.ready();
    Interests interests = bench.session.interests();
    interests.hold(Bench.ROOM);
    interests.drop(Bench.ROOM);
    interests.hold(Bench.ROOM);
    bench.arrive(bench.event(Bench.ROOM, 20));
    interests.giveUp(Bench.ROOM);
    interests.release(Bench.ROOM, List.of(), 10);
    assertThat(bench.drain()).containsExactly("11@20");
  }

  @Test
  void lastPositionOutlivesTheInterest() {
    Bench bench = Bench.ready();
    bench.live(Bench.ROOM, 10);
    bench.arrive(bench.event(Bench.ROOM, 20));
    bench.drain();
    bench.session.interests().drop(Bench.ROOM);
    assertThat(bench.session.lastPos(Bench.ROOM)).isEqualTo(20);
  }

  @Test
  void tooMuchHeldBecomesAResyncOfThatConversation() {
    Bench bench = Bench.ready(SMALL);
    Interests interests = bench.session.interests();
    interests.hold(Bench.ROOM);
    for (int at = 1; at <= 5; at++) {
      bench.arrive(bench.event(Bench.ROOM, at));
    }
    interests.release(Bench.ROOM, List.of(), 0);
    assertThat(bench.drain())
        .containsExactly("{\"type\":\"resync\",\"conversation\":\"" + Bench.ROOM + "\"}");
    assertThat(interests.wants(Bench.ROOM)).isFalse();
  }

  @Test
  void resyncIsNotToldToWhoLostTheConversation() {
    Bench bench = Bench.ready(SMALL);
    Interests interests = bench.session.interests();
    interests.hold(Bench.ROOM);
    for (int at = 1; at <= 5; at++) {
      bench.arrive(bench.event(Bench.ROOM, at));
    }
    bench.gate.refused.add(Bench.ROOM);
    interests.release(Bench.ROOM, List.of(), 0);
    assertThat(bench.drain()).isEmpty();
  }

  @Test
  void eventOfferedWhateverTheInterestIsKeepsItsPlaceWhileHeld() {
    Bench bench = Bench.ready();
    bench.session.interests().hold(Bench.ROOM);
    bench.session.offer(bench.event(Bench.ROOM, 12));
    bench.session.interests().release(Bench.ROOM, List.of(bench.event(Bench.ROOM, 11)), 10);
    assertThat(bench.drain()).containsExactly("11@11", "11@12");
  }

  @Test
  void moreConversationsThanAllowedEndTheConnection() {
    Bench bench = Bench.ready(SMALL);
    for (int i = 1; i <= 5; i++) {
      bench.live(new ConversationId(i), 0);
    }
    assertThat(bench.connection.closes).containsExactly(CloseCode.TOO_MANY_ERRORS);
  }

  @Test
  void closedConversationsMakeRoomForOthers() {
    Bench bench = Bench.ready(SMALL);
    for (int i = 1; i <= 50; i++) {
      bench.live(new ConversationId(i), 0);
      bench.session.interests().drop(new ConversationId(i));
    }
    assertThat(bench.connection.closes).isEmpty();
  }
}
