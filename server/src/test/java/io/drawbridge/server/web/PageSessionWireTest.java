package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.SessionView;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;

/** Tests how the web page gets a session, keeps it and loses it (G-28, issue 12.6). */
final class PageSessionWireTest {
  private static final By ME = By.cssSelector("nav .me .name");
  private static final String NOTHING = "[{},{},\"\"]";

  @RegisterExtension static final Browser BROWSER = new Browser();

  /** The page gets a new access token every four seconds. */
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of(ConfigKey.TOKEN_ACCESS, "5s"));

  @Test
  void wrongPasswordIsSaidAndTheRightOneStaysSignedInOverAReload() {
    Page page = BROWSER.open(HOUSE.server().url());
    page.awaitHeading("Welcome back");
    page.signIn(HOUSE.owner().email(), "not the password");
    page.awaitText(By.cssSelector("form .failure"), "Address or password is wrong.");
    assertThat(page.kept()).isEqualTo(NOTHING);

    page.signIn(HOUSE.owner().email(), TestServer.PASSWORD.value());
    page.awaitText(ME, "Ada");
    page.reload();
    page.awaitText(ME, "Ada");

    page.press("Sign out");
    page.awaitHeading("Welcome back");
    Awaitility.await("the sign-out").atMost(Page.PATIENCE).until(() -> page.kept().equals(NOTHING));
    assertThat(page.cookies()).isEmpty();
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

  /** One sign-in is one session of all tabs, each with its own connection; they end together. */
  @Test
  void tabsOfABrowserShareOneSessionAndEndTogether() {
    TestPerson gina = HOUSE.member("Gina");
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Tabs", gina.account());
    Page page = BROWSER.signedIn(HOUSE, gina);
    Page second = BROWSER.tab(page, HOUSE.server().url());
    second.awaitText(ME, "Gina");
    Page third = BROWSER.tab(page, HOUSE.server().url());
    third.awaitText(ME, "Gina");
    page.choose("Tabs");
    second.choose("Tabs");

    // Longer than access tokens live: each tab refreshes them beside the others.
    for (int times = 0; times < 2; times++) {
      long before = second.requests("session.refresh");
      Awaitility.await("a new token")
          .atMost(Page.PATIENCE)
          .until(() -> second.requests("session.refresh") > before);
      TestSteps.send(HOUSE.owner(), thread, "round " + times);
      page.awaitMessage("round " + times);
      second.awaitMessage("round " + times);
    }
    assertThat(devices("Gina")).filteredOn(name -> name.startsWith("Web browser")).hasSize(1);
    assertThat(page.kept()).doesNotContain("ey").contains("drawbridge.session");

    second.press("Sign out");
    List.of(page, second, third).forEach(tab -> tab.awaitHeading("Welcome back"));
    Awaitility.await("the sign-out")
        .atMost(Page.PATIENCE)
        .until(() -> devices("Gina").stream().noneMatch(name -> name.startsWith("Web browser")));
    assertThat(third.kept()).isEqualTo(NOTHING);
  }

  @Test
  void sessionThatIsEndedElsewhereEndsInEveryTab() {
    TestPerson ivan = HOUSE.member("Ivan");
    Page page = BROWSER.signedIn(HOUSE, ivan);
    Page second = BROWSER.tab(page, HOUSE.server().url());
    second.awaitText(ME, "Ivan");
    TestPerson phone = HOUSE.server().signIn("Ivan");
    SessionView browser =
        phone.call(new SessionCommand.ListSessions()).sessions().stream()
            .filter(each -> each.device().startsWith("Web browser"))
            .findFirst()
            .orElseThrow();
    phone.call(new SessionCommand.Revoke(TestSteps.clientId(), browser.session()));
    page.awaitText(By.cssSelector(".lead"), "You were signed out.");
    second.awaitHeading("Welcome back");
    page.reload();
    page.awaitHeading("Welcome back");
    assertThat(page.kept()).isEqualTo(NOTHING);
  }

  /** Who does not want to stay has a cookie that ends with the browser. */
  @Test
  void stayingIsAChoiceAndNoScriptReadsTheCookie() {
    TestPerson jane = HOUSE.member("Jane");
    Page page = BROWSER.signedIn(HOUSE, jane);
    assertThat(page.cookies())
        .singleElement()
        .satisfies(cookie ->
            assertThat(cookie)
                .containsEntry("httpOnly", true)
                .containsEntry("sameSite", "Strict")
                .containsEntry("path", "/v1/session.refresh")
                .containsEntry("session", false));
    page.press("Sign out");
    page.awaitHeading("Welcome back");
    page.click(By.cssSelector("label.check input"));
    page.signIn(jane.email(), TestServer.PASSWORD.value());
    page.awaitText(ME, "Jane");
    page.reload();
    page.awaitText(ME, "Jane");
    assertThat(page.cookies())
        .singleElement()
        .satisfies(cookie -> assertThat(cookie).containsEntry("session", true));
    assertThat(page.ask("return document.cookie")).isEqualTo("");
  }

  private static List<String> devices(String person) {
    return HOUSE.server().signIn(person).call(new SessionCommand.ListSessions()).sessions().stream()
        .map(SessionView::device)
        .toList();
  }
}
