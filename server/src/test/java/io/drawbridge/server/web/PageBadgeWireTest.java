package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestSteps;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;

/**
 * The page draws the badge of externals where the workspace says (D12, GLUE-13, GLUE-14, TS-17).
 */
final class PageBadgeWireTest {
  private static final String IN_INBOX = "nav .entry .out";
  private static final String IN_MESSAGES = ".message.outside .author .out";

  @RegisterExtension static final Browser BROWSER = new Browser();
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of());

  @Test
  void badgeIsDrawnUnlessTheWorkspaceSaysOtherwise() {
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "With a guest");
    TestPerson olga = HOUSE.external(thread, "Olga");
    TestSteps.send(olga, thread, "from outside");
    Page drawn = BROWSER.signedIn(HOUSE, HOUSE.owner());
    drawn.choose("With a guest");
    drawn.awaitMessage("from outside");
    drawn.awaitText(By.cssSelector(IN_MESSAGES), "outside");
    assertThat(drawn.texts(IN_INBOX)).containsExactly("outside");

    HOUSE
        .owner()
        .call(
            Setting.of(
                TestSteps.workspace(HOUSE.owner()),
                Setting.values(
                    Map.of(PolicyKey.BADGE_IN_MESSAGES, false, PolicyKey.BADGE_IN_INBOX, false))));
    drawn.reload();
    drawn.choose("With a guest");
    drawn.awaitMessage("from outside");
    assertThat(drawn.texts(IN_MESSAGES)).isEmpty();
    assertThat(drawn.texts(IN_INBOX)).isEmpty();
    // Whom one writes to is said above the box in any case.
    drawn.awaitText(By.cssSelector(".banner"), "One person from outside");
  }
}
