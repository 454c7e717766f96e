package io.drawbridge.load.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.load.audit.Violation.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The auditor must catch what it exists for: every planted fault is found, and a clean run has
 * none.
 */
class AuditorTest {
  private static final String THREAD = "c";
  private static final String MEMBER = "member";
  private static final String EXTERNAL = "external";
  private static final String STRANGER = "stranger";
  private static final List<Long> POSITIONS = List.of(10L, 20L, 30L, 40L, 50L, 60L);

  /**
   * Member from the start; external added before 30 and removed after 50 with that as the receipt's
   * last.
   */
  private final Auditor auditor = new Auditor();

  AuditorTest() {
    auditor.added(THREAD, MEMBER, true, 0, 1);
    for (long pos : POSITIONS) {
      auditor.sent(THREAD, pos, pos * 10, pos * 10 + 5);
    }
    auditor.added(THREAD, EXTERNAL, false, 210, 220);
    auditor.removed(THREAD, EXTERNAL, 1, 50, true, 510, 520);
  }

  private void memberReceives(Long... positions) {
    for (long pos : positions) {
      auditor.received(THREAD, MEMBER, 1, pos);
    }
  }

  private void externalReceives(Long... positions) {
    for (long pos : positions) {
      auditor.received(THREAD, EXTERNAL, 1, pos);
    }
  }

  private List<Kind> kinds() {
    return auditor.judge().stream().map(Violation::kind).toList();
  }

  @Test
  void aCleanRunHasNoViolation() {
    memberReceives(10L, 20L, 30L, 40L, 50L, 60L);
    externalReceives(30L, 40L, 50L);
    assertThat(auditor.judge()).isEmpty();
    assertThat(auditor.deliveries()).isEqualTo(9);
  }

  @Test
  void aFrameAfterTheReceiptIsFound() {
    memberReceives(10L, 20L, 30L, 40L, 50L, 60L);
    externalReceives(30L, 40L, 50L, 60L);
    assertThat(kinds()).containsExactly(Kind.AFTER_RECEIPT);
  }

  @Test
  void aLostMessageIsFound() {
    memberReceives(10L, 20L, 40L, 50L, 60L);
    externalReceives(30L, 50L);
    assertThat(kinds()).containsExactlyInAnyOrder(Kind.LOST, Kind.LOST);
  }

  @Test
  void aLostLastMessageIsFound() {
    memberReceives(10L, 20L, 30L, 40L, 50L);
    externalReceives(30L, 40L);
    assertThat(kinds()).containsExactlyInAnyOrder(Kind.LOST, Kind.LOST);
  }

  @Test
  void aDoubledMessageIsFound() {
    memberReceives(10L, 20L, 30L, 40L, 40L, 50L, 60L);
    externalReceives(30L, 40L, 50L);
    assertThat(kinds()).containsExactly(Kind.DOUBLED);
  }

  @Test
  void aSwappedMessageIsFound() {
    memberReceives(10L, 20L, 40L, 30L, 50L, 60L);
    externalReceives(30L, 40L, 50L);
    assertThat(kinds()).containsExactly(Kind.SWAPPED);
  }

  @Test
  void aMessageToAStrangerIsFound() {
    memberReceives(10L, 20L, 30L, 40L, 50L, 60L);
    externalReceives(30L, 40L, 50L);
    auditor.received(THREAD, STRANGER, 1, 40);
    assertThat(kinds()).containsExactly(Kind.STRANGER);
  }

  @Test
  void aMessageFromBeforeTheAddIsFound() {
    memberReceives(10L, 20L, 30L, 40L, 50L, 60L);
    externalReceives(20L, 30L, 40L, 50L);
    assertThat(kinds()).containsExactly(Kind.BEFORE_ADD);
  }

  @Test
  void aPositionNobodySentIsFound() {
    memberReceives(10L, 20L, 30L, 40L, 45L, 50L, 60L);
    externalReceives(30L, 40L, 50L);
    assertThat(kinds()).containsExactly(Kind.UNKNOWN);
  }

  @Test
  void theGapBeforeAReAddStaysClosed() {
    auditor.added(THREAD, EXTERNAL, false, 700, 710);
    auditor.sent(THREAD, 80, 800, 805);
    memberReceives(10L, 20L, 30L, 40L, 50L, 60L, 80L);
    externalReceives(30L, 40L, 50L, 60L, 80L);
    assertThat(kinds()).containsExactly(Kind.AFTER_RECEIPT);
  }

  @Test
  void aMessageRacingTheRemovalMayArriveOrNot() {
    memberReceives(10L, 20L, 30L, 40L, 50L, 60L, 70L);
    externalReceives(30L, 40L, 50L);
    auditor.sent(THREAD, 70, 515, 530);
    assertThat(auditor.judge()).isEmpty();
  }

  /** An answer to the external that was asked for and there at these times. */
  private void externalLooks(Set<Long> shown, Set<Long> wanted, long asked, long answered) {
    memberReceives(10L, 20L, 30L, 40L, 50L, 60L);
    externalReceives(30L, 40L, 50L);
    auditor.looked(THREAD, EXTERNAL, shown, wanted, asked, answered);
  }

  @Test
  void allHitsThatSomebodyMayHaveAreNoViolation() {
    externalLooks(Set.of(30L, 40L), Set.of(10L, 20L, 30L, 40L), 450, 460);
    assertThat(auditor.judge()).isEmpty();
    assertThat(auditor.looks()).isEqualTo(1);
  }

  @Test
  void aHitFromBeforeTheAddIsFound() {
    externalLooks(Set.of(20L, 30L), Set.of(), 450, 460);
    assertThat(kinds()).containsExactly(Kind.SHOWN);
  }

  @Test
  void aHitAskedForAfterTheRemovalIsFound() {
    externalLooks(Set.of(40L), Set.of(), 530, 540);
    assertThat(kinds()).containsExactly(Kind.SHOWN);
  }

  @Test
  void aHitForAStrangerIsFound() {
    externalLooks(Set.of(), Set.of(), 450, 460);
    auditor.looked(THREAD, STRANGER, Set.of(40L), Set.of(), 450, 460);
    assertThat(kinds()).containsExactly(Kind.SHOWN);
  }

  @Test
  void aHitThatIsMissingIsFound() {
    externalLooks(Set.of(30L), Set.of(30L, 40L), 450, 460);
    assertThat(kinds()).containsExactly(Kind.HIDDEN);
  }

  @Test
  void anAnswerThatRacesTheRemovalMayHaveItOrNot() {
    externalLooks(Set.of(30L), Set.of(30L, 40L), 505, 515);
    assertThat(auditor.judge()).isEmpty();
  }

  @Test
  void aHitAtAPositionNobodySentIsFound() {
    externalLooks(Set.of(45L), Set.of(), 450, 460);
    assertThat(kinds()).containsExactly(Kind.UNKNOWN);
  }
}
