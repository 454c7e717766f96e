package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;

/** Tests how the web page gets a session, keeps it and loses it (G-28). */
final class PageSessionWireTest {
  @RegisterExtension static final Browser BROWSER = new Browser();

  /** The page gets a new access token every second. */
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of(ConfigKey.TOKEN_ACCESS, "5s"));

  @Test
  void wrongPasswordIsSaidAndTheRightOneStaysSignedInOverAReload() {
    Page page = BROWSER.open(HOUSE.server().url());
    page.awaitHeading("Welcome back");
    page.signIn(HOUSE.owner().email(), "not the password");
    page.awaitText(By.cssSelector("form .failure"), "Address or password is wrong.");
    assertThat(page.kept()).isEqualTo("[{},{},\"\"]");

    page.signIn(HOUSE.owner().email(), TestServer.PASSWORD.value());
    page.awaitText(By.cssSelector("nav .me .name"), "Ada");
    page.reload();
    page.awaitText(By.cssSelector("nav .me .name"), "Ada");

    page.press("Sign out");
    page.awaitHeading("Welcome back");
    assertThat(page.kept()).isEqualTo("[{},{},\"\"]");
  }

  /** A token that got too old is not the end of its session. */
  @Test
  void pageThatSleptOverItsTokenGoesOn() {
    TestPerson hugo = HOUSE.member("Hugo");
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Night", hugo.account());
    Page page = BROWSER.signedIn(HOUSE, hugo);
    page.choose("Night");
    page.sleep();
    try (TestClient younger = HOUSE.server().signIn("Hugo").connect()) {
      assertThat(younger.closeCode()).isEqualTo(CloseCode.SESSION_ENDED.number());
    }
    TestSteps.send(HOUSE.owner(), thread, "while you slept");
    page.wake();
    page.awaitMessage("while you slept");
  }

  /** The browser copies a tab's session with it; only one of the two can have it. */
  @Test
  void duplicatedTabSignsInForItselfAndTheFirstGoesOn() {
    TestPerson gina = HOUSE.member("Gina");
    Page page = BROWSER.signedIn(HOUSE, gina);
    Page copy = page.duplicate();
    copy.awaitText(By.cssSelector(".lead"), "You are signed in in another tab.");
    assertThat(copy.kept()).isEqualTo("[{},{},\"\"]");
    copy.signIn(gina.email(), TestServer.PASSWORD.value());
    copy.awaitText(By.cssSelector("nav .me .name"), "Gina");

    for (int times = 0; times < 4; times++) {
      String before = page.accessToken();
      Awaitility.await("a new token").until(() -> !page.accessToken().equals(before));
    }
    page.reload();
    page.awaitText(By.cssSelector("nav .me .name"), "Gina");
    copy.reload();
    copy.awaitText(By.cssSelector("nav .me .name"), "Gina");
  }
}
