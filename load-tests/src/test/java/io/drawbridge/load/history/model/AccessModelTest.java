package io.drawbridge.load.history.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The facts of {@code docs/access-model.md} that the model is to say. */
class AccessModelTest {
  private static final int ADA = 0;
  private static final int GROUP = 0;
  private static final int OTHER_GROUP = 1;
  private static final int THREAD = 2;

  private final AccessModel model = new AccessModel(2, 2, 1);

  @Test
  void withoutAPathNothingShows() {
    model.happens(THREAD);
    assertThat(model.visible(ADA, THREAD)).isEmpty();
    assertThat(model.hasPath(ADA, THREAD)).isFalse();
  }

  @Test
  void aLinkOpensWhatItWasGiven() {
    model.happens(THREAD);
    int second = model.happens(THREAD);
    model.add(ADA, THREAD, second);
    model.add(1, THREAD, model.now());
    int third = model.happens(THREAD);
    assertThat(model.visible(ADA, THREAD)).containsExactly(second, third);
    assertThat(model.visible(1, THREAD)).containsExactly(third);
    assertThat(model.ownSight(ADA, THREAD)).isEqualTo(second);
  }

  @Test
  void addingWhoeverIsThereChangesNothing() {
    model.happens(THREAD);
    model.add(ADA, THREAD, model.now());
    model.add(ADA, THREAD, 0);
    assertThat(model.visible(ADA, THREAD)).isEmpty();
  }

  @Test
  void aGroupOpensAtTheLatestOfItsLinks() {
    model.happens(THREAD);
    model.addGroup(GROUP, THREAD, 0);
    int second = model.happens(THREAD);
    model.add(ADA, GROUP, second);
    assertThat(model.visible(ADA, THREAD)).containsExactly(second);
  }

  @Test
  void losingOneOfTwoPathsCutsNothing() {
    model.add(ADA, THREAD, 0);
    int first = model.happens(THREAD);
    model.addGroup(GROUP, THREAD, 0);
    model.add(ADA, GROUP, model.now());
    model.remove(ADA, THREAD);
    assertThat(model.visible(ADA, THREAD)).containsExactly(first);
    model.removeGroup(GROUP, THREAD);
    assertThat(model.visible(ADA, THREAD)).isEmpty();
  }

  @Test
  void aReAddDoesNotReopenTheGap() {
    model.add(ADA, THREAD, 0);
    model.happens(THREAD);
    model.remove(ADA, THREAD);
    model.happens(THREAD);
    model.add(ADA, THREAD, model.now());
    int third = model.happens(THREAD);
    assertThat(model.visible(ADA, THREAD)).containsExactly(third);
  }

  @Test
  void anExclusionBeatsEveryGroupButNoOwnLink() {
    model.add(ADA, GROUP, 0);
    model.add(ADA, OTHER_GROUP, 0);
    model.addGroup(GROUP, THREAD, 0);
    model.removeAllPaths(ADA, THREAD);
    model.addGroup(OTHER_GROUP, THREAD, 0);
    assertThat(model.hasPath(ADA, THREAD)).isFalse();
    model.add(ADA, THREAD, model.now());
    assertThat(model.paths(ADA, THREAD)).hasSize(1);
  }

  @Test
  void leavingCountsForAllPathsOnlyWhereAGroupLeads() {
    model.add(ADA, THREAD, 0);
    model.leave(ADA, THREAD);
    model.add(ADA, GROUP, 0);
    model.addGroup(GROUP, THREAD, 0);
    assertThat(model.hasPath(ADA, THREAD)).isTrue();
    model.leave(ADA, THREAD);
    assertThat(model.hasPath(ADA, THREAD)).isFalse();
  }

  @Test
  void whoeverIsSuspendedSeesNothing() {
    model.add(ADA, THREAD, 0);
    model.happens(THREAD);
    model.suspend(ADA);
    assertThat(model.hasPath(ADA, THREAD)).isFalse();
    assertThat(model.visible(ADA, THREAD)).isEmpty();
    assertThat(model.hasDirect(ADA, THREAD)).isTrue();
  }

  @Test
  void aLiftedSuspensionOpensWhatItIsSaidToOpen() {
    model.add(ADA, THREAD, 0);
    model.add(1, THREAD, 0);
    int first = model.happens(THREAD);
    model.suspend(ADA);
    model.suspend(1);
    int second = model.happens(THREAD);
    model.lift(ADA, 0);
    model.lift(1, model.now());
    int third = model.happens(THREAD);
    assertThat(model.visible(ADA, THREAD)).containsExactly(first, second, third);
    assertThat(model.visible(1, THREAD)).containsExactly(third);
  }

  @Test
  void aPathThatBeganAfterASuspensionKnowsNothingOfIt() {
    model.add(ADA, THREAD, 0);
    int first = model.happens(THREAD);
    model.suspend(ADA);
    model.lift(ADA, model.now());
    assertThat(model.visible(ADA, THREAD)).isEmpty();
    model.remove(ADA, THREAD);
    model.add(ADA, THREAD, 0);
    assertThat(model.visible(ADA, THREAD)).containsExactly(first);
  }

  @Test
  void whatEndedIsToldOnlyIfSomethingDid() {
    assertThat(model.remove(ADA, THREAD)).isFalse();
    assertThat(model.removeAllPaths(ADA, THREAD)).isTrue();
    assertThat(model.removeAllPaths(ADA, THREAD)).isFalse();
    assertThat(model.hasLeft(ADA, THREAD)).isFalse();
    model.add(ADA, THREAD, 0);
    assertThat(model.leave(ADA, THREAD)).isTrue();
    assertThat(model.hasLeft(ADA, THREAD)).isTrue();
  }
}
