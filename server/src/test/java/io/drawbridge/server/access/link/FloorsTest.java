package io.drawbridge.server.access.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.Floors.Reach;
import io.drawbridge.server.access.link.Floors.Route;
import io.drawbridge.server.access.link.Link.Direct;
import io.drawbridge.server.access.link.Link.Exclude;
import io.drawbridge.server.access.link.Link.Span;
import io.drawbridge.server.access.link.Link.Suspend;
import io.drawbridge.server.access.link.Link.Via;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rule of who sees what, one case each. Epoch e has the mark 100 e. */
class FloorsTest {
  private static final AccountId XENIA = new AccountId(1);
  private static final ConversationId THREAD = new ConversationId(2);
  private static final ConversationId GROUP = new ConversationId(3);
  private static final long NOW = 10_000;

  private static Span held(long from, long to) {
    return new Span(from, 100 * from, to, 100 * to, false);
  }

  private static Span since(long from) {
    return new Span(from, 100 * from, Span.NEVER, 0, false);
  }

  private static Opening at(long epoch) {
    return new Opening(epoch, 100 * epoch);
  }

  private static Direct on(ConversationId conversation, Span span, Opening opens) {
    return on(conversation, span, opens, Floor.FOREVER);
  }

  private static Direct on(ConversationId conversation, Span span, Opening opens, long until) {
    return new Direct(
        span.from(), span, span.from(), XENIA, conversation, ConversationRole.MEMBER, opens, until);
  }

  private static Via via(Span span, Opening opens) {
    return new Via(span.from(), span, GROUP, THREAD, opens, Floor.FOREVER);
  }

  private static Optional<Floor> direct(Direct... links) {
    return Floors.floor(new Reach(List.of(links), List.of(), List.of(), List.of()), NOW);
  }

  private static Floor floor(long epoch) {
    return new Floor(epoch, 100 * epoch, Floor.FOREVER);
  }

  @Test
  void noLinkNoFloor() {
    assertThat(direct()).isEmpty();
    assertThat(direct(on(THREAD, held(1, 5), Opening.EVERYTHING))).isEmpty();
  }

  @Test
  void aLinkShowsWhatItOpens() {
    assertThat(direct(on(THREAD, since(7), Opening.EVERYTHING))).contains(floor(0));
    assertThat(direct(on(THREAD, since(7), at(7)))).contains(floor(7));
  }

  @Test
  void groupPastItsTimeLeadsNowhere() {
    Direct membership = on(GROUP, since(2), Opening.EVERYTHING);
    assertThat(floorThrough(membership, NOW)).isEmpty();
    assertThat(floorThrough(membership, NOW + 1)).contains(new Floor(0, 0, NOW + 1));
  }

  private static Optional<Floor> floorThrough(Direct membership, long until) {
    Via via = new Via(3, since(3), GROUP, THREAD, Opening.EVERYTHING, until);
    Route route = new Route(membership, via);
    return Floors.floor(new Reach(List.of(), List.of(route), List.of(), List.of()), NOW);
  }

  @Test
  void addingAgainNeverReopensTheGap() {
    assertThat(direct(on(THREAD, held(1, 5), Opening.EVERYTHING), on(THREAD, since(7), at(7))))
        .contains(floor(7));
  }

  @Test
  void losingOneOfTwoPathsCutsNothingThatWasSentWhileOneHeld() {
    Direct first = on(THREAD, held(2, 6), at(2));
    Via via = via(since(4), at(4));
    Direct member = on(GROUP, since(3), at(3));
    Reach reach = new Reach(List.of(first), List.of(new Route(member, via)), List.of(), List.of());
    assertThat(Floors.floor(reach, NOW)).contains(floor(2));
  }

  @Test
  void aPathThroughAGroupOpensAtTheLatestOfItsLinks() {
    Route route = new Route(on(GROUP, since(3), at(3)), via(since(9), at(9)));
    Reach reach = new Reach(List.of(), List.of(route), List.of(), List.of());
    assertThat(Floors.floor(reach, NOW)).contains(floor(9));
  }

  @Test
  void anExclusionCutsGroupPathsAndLiftingItCountsAsALink() {
    Route route =
        new Route(on(GROUP, since(1), Opening.EVERYTHING), via(since(1), Opening.EVERYTHING));
    Exclude active = new Exclude(9, since(5), XENIA, THREAD, Opening.EVERYTHING);
    Exclude lifted = new Exclude(9, held(5, 8), XENIA, THREAD, at(8));
    assertThat(Floors.floor(new Reach(List.of(), List.of(route), List.of(active), List.of()), NOW))
        .isEmpty();
    assertThat(Floors.floor(new Reach(List.of(), List.of(route), List.of(lifted), List.of()), NOW))
        .contains(floor(8));
    Direct besides = on(THREAD, since(6), at(6));
    assertThat(
            Floors.floor(
                new Reach(List.of(besides), List.of(route), List.of(active), List.of()), NOW))
        .contains(floor(6));
  }

  @Test
  void aLiftedSuspensionOpensForMembersAndStaysClosedForExternals() {
    Direct link = on(THREAD, since(1), Opening.EVERYTHING);
    Suspend member = new Suspend(9, held(4, 8), XENIA, Opening.EVERYTHING);
    Suspend external = new Suspend(9, held(4, 8), XENIA, at(8));
    assertThat(Floors.floor(new Reach(List.of(link), List.of(), List.of(), List.of(member)), NOW))
        .contains(floor(0));
    assertThat(Floors.floor(new Reach(List.of(link), List.of(), List.of(), List.of(external)), NOW))
        .contains(floor(8));
  }

  @Test
  void whatIsAddedAfterASuspensionIsNotBoundByIt() {
    Direct again = on(THREAD, since(9), Opening.EVERYTHING);
    Suspend before = new Suspend(9, held(4, 8), XENIA, at(8));
    assertThat(Floors.floor(new Reach(List.of(again), List.of(), List.of(), List.of(before)), NOW))
        .contains(floor(0));
  }

  @Test
  void theClockClosesAndTheFloorSaysWhen() {
    Direct ending = on(THREAD, since(1), Opening.EVERYTHING, NOW + 1);
    assertThat(direct(ending)).contains(new Floor(0, 0, NOW + 1));
    assertThat(direct(on(THREAD, since(1), Opening.EVERYTHING, NOW))).isEmpty();
  }

  @Test
  void anExpiredLinkDoesNotReachTheOneThatBeginsWhereItEnds() {
    Direct expired = on(THREAD, new Span(1, 100, 5, 500, true), Opening.EVERYTHING);
    assertThat(direct(expired, on(THREAD, since(5), at(5)))).contains(floor(5));
    Direct replaced = on(THREAD, held(1, 5), at(1));
    assertThat(direct(replaced, on(THREAD, since(5), at(5)))).contains(floor(1));
  }
}
