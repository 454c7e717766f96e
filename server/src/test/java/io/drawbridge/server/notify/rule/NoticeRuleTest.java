package io.drawbridge.server.notify.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.notify.NoticeCause;
import io.drawbridge.protocol.notify.NoticeLevel;
import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.server.notify.rule.Happening.Sort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticeRuleTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private static Optional<NoticeCause> reason(Happening what, Touch touch, Wishes wishes) {
    return NoticeRule.decide(what, touch, wishes, NOW).map(NoticeRule.Told::reason);
  }

  private static Touch touch(String how) {
    return new Touch(
        how.contains("own"),
        !how.contains("unseen"),
        how.contains("read"),
        how.contains("named"),
        how.contains("addressed"),
        how.contains("keyword"),
        how.contains("subject"));
  }

  private static Wishes wishes(String own, String general, String followed) {
    return new Wishes(
        level(own),
        level(general),
        followed.equals("-") ? Optional.empty() : Optional.of(followed.equals("yes")),
        Optional.empty(),
        QuietHours.NONE);
  }

  private static Optional<NoticeLevel> level(String name) {
    return name.equals("-") ? Optional.empty() : Optional.of(NoticeLevel.valueOf(name));
  }

  /** What: M a message, D one in a DM, F one with files, DF both, V a version, A an addition. */
  @ParameterizedTest
  @CsvSource({
    "M, '', -, -, -, -",
    "M, named, -, -, -, MENTION",
    "M, keyword, -, -, -, KEYWORD",
    "M, named keyword, -, -, -, MENTION",
    "M, named own, -, -, -, -",
    "M, named unseen, -, -, -, -",
    "M, named read, -, -, -, -",
    "M, named, NOTHING, -, -, -",
    "M, named, -, NOTHING, -, -",
    "M, named, MENTIONS, NOTHING, -, MENTION",
    "M, '', ALL, -, -, MESSAGE",
    "M, '', -, ALL, -, MESSAGE",
    "M, '', MENTIONS, ALL, -, -",
    "M, '', -, -, yes, THREAD",
    "M, '', -, -, no, -",
    "M, '', ALL, -, no, MESSAGE",
    "M, '', -, NOTHING, yes, -",
    "M, '', MENTIONS, -, yes, -",
    "M, addressed, -, -, -, -",
    "D, '', -, -, -, DM",
    "D, named, -, -, -, MENTION",
    "D, keyword, -, -, -, DM",
    "D, '', MENTIONS, -, -, -",
    "D, keyword, MENTIONS, -, -, KEYWORD",
    "D, '', -, NOTHING, -, -",
    "D, '', ALL, NOTHING, -, DM",
    "F, '', -, -, -, -",
    "F, addressed, -, -, -, FILE_SHARED",
    "F, addressed named, -, -, -, MENTION",
    "F, addressed keyword, -, -, -, FILE_SHARED",
    "F, addressed, NOTHING, -, -, -",
    "DF, '', -, -, -, FILE_SHARED",
    "V, '', -, -, -, -",
    "V, subject, -, -, -, FILE_VERSION",
    "V, subject own, -, -, -, -",
    "V, '', -, -, yes, FILE_VERSION",
    "V, subject, NOTHING, -, -, -",
    "A, subject, -, -, -, ADDED",
    "A, '', ALL, -, -, -",
    "A, subject own, -, -, -, -",
    "A, subject, -, NOTHING, -, -",
  })
  void isToldForTheFirstReasonThatHolds(
      String what, String how, String own, String general, String followed, String expected) {
    Sort sort =
        switch (what) {
          case "V" -> Sort.FILE_VERSION;
          case "A" -> Sort.ADDED;
          default -> Sort.MESSAGE;
        };
    Happening happening = new Happening(sort, what.startsWith("D"), what.endsWith("F"));
    assertThat(reason(happening, touch(how), wishes(own, general, followed)))
        .isEqualTo(
            expected.equals("-") ? Optional.empty() : Optional.of(NoticeCause.valueOf(expected)));
  }

  @Test
  void mutedConversationTellsNothingUntilThen() {
    Happening message = new Happening(Sort.MESSAGE, false, false);
    Wishes muted =
        new Wishes(
            Optional.of(NoticeLevel.ALL),
            Optional.empty(),
            Optional.empty(),
            Optional.of(NOW.plusSeconds(60)),
            QuietHours.NONE);
    assertThat(NoticeRule.decide(message, touch("named"), muted, NOW)).isEmpty();
    assertThat(NoticeRule.decide(message, touch("named"), muted, NOW.plusSeconds(60))).isPresent();
  }

  @Test
  void quietHoursHoldWhatIsToldUntilTheyEnd() {
    Instant end = NOW.plus(Duration.ofHours(2));
    Wishes quiet =
        new Wishes(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new QuietHours(Optional.of(end), Optional.empty(), List.of()));
    Happening message = new Happening(Sort.MESSAGE, false, false);
    assertThat(NoticeRule.decide(message, touch("named"), quiet, NOW).orElseThrow())
        .isEqualTo(new NoticeRule.Told(NoticeCause.MENTION, Optional.of(end)));
    assertThat(NoticeRule.decide(message, touch("named"), quiet, end).orElseThrow().heldUntil())
        .isEmpty();
  }
}
