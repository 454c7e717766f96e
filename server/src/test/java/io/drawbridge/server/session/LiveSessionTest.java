package io.drawbridge.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Outgoing;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LiveSessionTest {
  private static final SessionLimits SMALL = new SessionLimits(4, 1_000, 4, 4, 2, 2);

  @Test
  void nothingLeavesBeforeTheHello() {
    Bench bench = new Bench(SessionLimits.DEFAULT);
    bench.session.offer(bench.event(Bench.ROOM, 5));
    assertThat(bench.drain()).isEmpty();

    bench.session.begin(Bench.frame("hello"));
    assertThat(bench.drain()).containsExactly("hello", "11@5");
  }

  @Test
  void sameVersionPassesWithoutBeingJudged() {
    Bench bench = Bench.ready();
    int before = bench.gate.judged;
    bench.session.offer(bench.event(Bench.ROOM, 5));
    bench.drain();
    assertThat(bench.gate.judged).isEqualTo(before);
  }

  @Test
  void queuedFrameIsDroppedWhenTheViewHasMovedAndRefuses() {
    Bench bench = Bench.ready();
    bench.session.offer(bench.event(Bench.ROOM, 5));
    bench.session.offer(bench.event(Bench.OTHER, 6));
    bench.gate.refused.add(Bench.ROOM);
    bench.gate.advanceTo(101);
    assertThat(bench.drain()).containsExactly("12@6");
    assertThat(bench.session.lastPos(Bench.ROOM)).isZero();
    assertThat(bench.session.lastPos(Bench.OTHER)).isEqualTo(6);
  }

  @Test
  void entitlementThatEndsInTimeIsJudgedAlthoughTheVersionIsTheSame() {
    Bench bench = Bench.ready();
    bench.session.offer(bench.event(Bench.ROOM, 5, -1));
    bench.gate.refused.add(Bench.ROOM);
    assertThat(bench.drain()).isEmpty();
  }

  /** Nothing is lost, and nothing shown, when the floor rises between a message and its quote. */
  @Test
  void eventLeavesWithoutItsQuoteWhereTheQuotedMessageIsHiddenMeanwhile() {
    Bench bench = Bench.ready();
    bench.session.offer(bench.quoting(6, 2));
    bench.session.offer(bench.quoting(7, 5));
    bench.gate.floor = 3;
    bench.gate.advanceTo(101);
    assertThat(bench.session.purge()).isZero();
    assertThat(bench.drain()).containsExactly("11@6", "11@7 quoting 5");
    assertThat(bench.session.lastPos(Bench.ROOM)).isEqualTo(7);
  }

  @Test
  void eventWhoseOwnPlaceIsHiddenMeanwhileIsPurgedWithItsQuote() {
    Bench bench = Bench.ready();
    bench.session.offer(bench.quoting(6, 2));
    bench.gate.floor = 6;
    bench.gate.advanceTo(101);
    assertThat(bench.session.purge()).isEqualTo(1);
    assertThat(bench.drain()).isEmpty();
  }

  @Test
  void purgeTakesBackWhatIsQueuedAndHeld() {
    Bench bench = Bench.ready();
    bench.session.interests().hold(Bench.ROOM);
    bench.arrive(bench.event(Bench.ROOM, 4));
    bench.session.offer(bench.event(Bench.OTHER, 6));
    bench.gate.refused.add(Bench.ROOM);
    bench.gate.refused.add(Bench.OTHER);
    bench.gate.advanceTo(101);
    assertThat(bench.session.purge()).isEqualTo(2);
    assertThat(bench.drain()).isEmpty();
  }

  @Test
  void itemThatNeedsALaterViewHoldsTheRestUntilItIsThere() {
    Bench bench = Bench.ready();
    Tag later = new Tag.Conversation(SteeredGate.DOMAIN, Bench.ROOM, 105);
    bench.session.offer(new Outgoing.Reply(1, Answer.of(later, new Done())));
    bench.session.offer(new Outgoing.Reply(2, Answer.own(new Done())));
    assertThat(bench.drain()).isEmpty();

    bench.gate.advanceTo(105);
    assertThat(bench.drain()).containsExactly("reply 1 done", "reply 2 done");
  }

  @Test
  void purgeOfTheItemThatWaitsLetsTheRestFlow() {
    Bench bench = Bench.ready();
    Tag later = new Tag.Conversation(SteeredGate.DOMAIN, Bench.ROOM, 105);
    bench.session.offer(new Outgoing.Shared(Bench.frame("head"), later, -1));
    bench.session.offer(new Outgoing.Reply(2, Answer.own(new Done())));
    assertThat(bench.drain()).isEmpty();

    bench.gate.refused.add(Bench.ROOM);
    bench.gate.epoch = 105;
    assertThat(bench.session.purge()).isEqualTo(1);
    assertThat(bench.drain()).containsExactly("reply 2 done");
  }

  @Test
  void refusedAnswerSaysNotFound() {
    Bench bench = Bench.ready();
    bench.gate.refused.add(Bench.ROOM);
    Tag tag = new Tag.Conversation(SteeredGate.DOMAIN, Bench.ROOM, 1);
    bench.session.offer(new Outgoing.Reply(9, Answer.of(tag, new Done())));
    assertThat(bench.drain()).containsExactly("error 9 not_found");
  }

  @Test
  void fullOutboxCutsTheSessionOffAndKeepsNothing() {
    Bench bench = Bench.ready(SMALL);
    for (int at = 1; at <= 5; at++) {
      bench.session.offer(bench.event(Bench.ROOM, at));
    }
    assertThat(bench.connection.closes).containsExactly(CloseCode.SLOW_CONSUMER);
    assertThat(bench.drain()).isEmpty();
  }

  @Test
  void outboxIsBoundedInBytesToo() {
    Bench bench = Bench.ready(SMALL);
    bench.session.offer(new Outgoing.Shared(Bench.frame("x".repeat(900)), Tag.OWN, -1));
    bench.session.offer(new Outgoing.Shared(Bench.frame("x".repeat(900)), Tag.OWN, -1));
    assertThat(bench.connection.closes).containsExactly(CloseCode.SLOW_CONSUMER);
  }

  @Test
  void nothingLeavesAfterTheTokenEnded() {
    Bench bench = Bench.ready();
    bench.session.offer(bench.event(Bench.ROOM, 5));
    bench.nowMicros = 1_000_000;
    assertThat(bench.drain())
        .containsExactly("{\"type\":\"session.ended\",\"reason\":\"expired\"}");
    assertThat(bench.connection.closes).containsExactly(CloseCode.SESSION_ENDED);
  }

  @Test
  void renewedTokenLetsTheSessionLive() {
    Bench bench = Bench.ready();
    bench.session.renewUntil(2_000_000);
    bench.nowMicros = 1_000_000;
    bench.session.endIfExpired();
    bench.session.offer(bench.event(Bench.ROOM, 5));
    assertThat(bench.drain()).containsExactly("11@5");
  }

  @Test
  void endedSessionTellsWhyAndTakesNothingMore() {
    Bench bench = Bench.ready();
    bench.session.offer(bench.event(Bench.ROOM, 5));
    bench.session.end(SessionEnd.REVOKED);
    bench.session.offer(bench.event(Bench.ROOM, 6));
    bench.session.end(SessionEnd.EXPIRED);
    bench.session.drain(bench);
    assertThat(bench.drain())
        .containsExactly("{\"type\":\"session.ended\",\"reason\":\"revoked\"}");
    assertThat(bench.connection.closes).containsExactly(CloseCode.SESSION_ENDED);
  }

  @Test
  void fullSinkLeavesTheRestForTheNextDrain() {
    Bench bench = Bench.ready();
    bench.room = 1;
    bench.session.offer(bench.event(Bench.ROOM, 5));
    bench.session.offer(
        new Outgoing.Refusal(
            new ErrorFrame(Optional.of(3L), ErrorCode.BUSY, "x", Optional.empty())));
    assertThat(bench.drain()).containsExactly("11@5");
    bench.room = 10;
    assertThat(bench.drain()).containsExactly("11@5", "error 3 busy");
  }

  @Test
  void queuedAnswersCountUntilTheyLeave() {
    Bench bench = Bench.ready();
    bench.session.offer(new Outgoing.Reply(1, Answer.own(new Done())));
    assertThat(bench.session.queuedReplies()).isEqualTo(1);
    bench.drain();
    assertThat(bench.session.queuedReplies()).isZero();
    assertThat(bench.session.queuedBytes()).isZero();
  }
}
