package io.drawbridge.load.history.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.load.history.model.AccessModel.Place;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The facts of {@code docs/access-model.md} about sponsors that the model is to say. */
class SponsorsTest {
  private static final int ADA = 0;
  private static final int OLGA = 1;
  private static final int GROUP = 0;
  private static final int THREAD = 1;

  private final AccessModel model = new AccessModel(2, 1, 1);
  private final Sponsors sponsors = new Sponsors(model, _ -> false);

  @BeforeEach
  void adaLetsOlgaIn() {
    model.add(ADA, THREAD, 0);
    model.add(OLGA, THREAD, 0);
    sponsors.letIn(new Place(OLGA, THREAD), ADA);
    assertThat(sponsors.follow()).isEmpty();
  }

  @Test
  void aSponsorWhoGoesAndComesBackChangesTheConversationOnceEach() {
    model.remove(ADA, THREAD);
    assertThat(sponsors.follow()).containsOnlyKeys(THREAD);
    assertThat(sponsors.follow()).isEmpty();
    model.add(ADA, THREAD, 0);
    assertThat(sponsors.follow()).containsOnlyKeys(THREAD);
    assertThat(sponsors.follow()).isEmpty();
  }

  @Test
  void aSuspendedSponsorAnswersForNobody() {
    model.suspend(ADA);
    assertThat(sponsors.follow()).containsOnlyKeys(THREAD);
    model.lift(ADA, 0);
    assertThat(sponsors.follow()).containsOnlyKeys(THREAD);
  }

  @Test
  void aSponsorWhomAGroupStillLeadsThereAnswers() {
    model.add(ADA, GROUP, 0);
    model.addGroup(GROUP, THREAD, 0);
    model.remove(ADA, THREAD);
    assertThat(sponsors.follow()).isEmpty();
  }

  @Test
  void nobodyAnswersForWhoIsGone() {
    model.remove(OLGA, THREAD);
    model.remove(ADA, THREAD);
    assertThat(sponsors.follow()).isEmpty();
  }

  @Test
  void theSuspensionOfAnExternalTakesNoSponsorAway() {
    model.suspend(OLGA);
    assertThat(sponsors.follow()).isEmpty();
    model.remove(ADA, THREAD);
    assertThat(sponsors.follow()).containsOnlyKeys(THREAD);
  }
}
