package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Each view of the page: what it shows, and that nobody is kept out of it (issue 12, G-25). */
final class PageViewsWireTest {
  private static final String RICH =
      """
      Two **numbers**, see `r290` and https://example.com/a(b).

      - the clear height
      - the *tariff*

      ```
      setpoint: -24.0
      ```
      [no](javascript:alert(1)) HTTPS://EXAMPLE.COM\
      """;

  @RegisterExtension static final Browser BROWSER = new Browser();
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of());

  @Test
  void viewsOfAMemberHaveNoBarriers() {
    Page page = BROWSER.open(HOUSE.server().url());
    page.awaitHeading("Welcome back");
    assertThat(page.ask("return document.activeElement.name")).isEqualTo("email");
    assertThat(page.barriers("sign-in")).isEmpty();

    TestPerson lea = HOUSE.member("Lea");
    page.signIn(lea.email(), TestServer.PASSWORD.value());
    page.awaitText(By.cssSelector(".inbox"), "No conversations yet.");
    assertThat(page.barriers("empty")).isEmpty();

    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Pier 7 cooling", lea.account());
    TestPerson sam = HOUSE.external(thread, "Sam");
    TestSteps.send(sam, thread, RICH);
    page.choose("Pier 7 cooling");
    page.awaitText(By.cssSelector(".text li"), "the tariff");
    assertThat(page.texts(".text a"))
        .containsExactly("https://example.com/a(b)", "HTTPS://EXAMPLE.COM");
    assertThat(page.texts(".text pre")).containsExactly("setpoint: -24.0");
    page.awaitText(By.cssSelector(".compose .audience"), "One person from outside will see this");
    page.send("A first answer");
    page.awaitMessage("A first answer");
    page.press("People");
    page.awaitText(By.cssSelector(".guest .facts"), "Ada");
    assertThat(page.barriers("conversation")).isEmpty();

    page.write("Good, @Sa");
    page.awaitText(By.cssSelector(".pop [role=option]"), "Sam");
    assertThat(page.barriers("completion")).isEmpty();
    page.write(Keys.ENTER.toString());
    assertThat(page.written()).isEqualTo("Good, @Sam ");
    page.write(Keys.ENTER.toString());
    page.awaitMessage("Good, @Sam");
    page.dark();
    assertThat(page.barriers("dark")).isEmpty();
    page.press("Remove Sam");
    page.awaitText(By.cssSelector("dialog"), "You may not do this here.");
    assertThat(page.barriers("removal")).isEmpty();
    page.press("Cancel");
    page.press("Close");
    page.width(360);
    assertThat(page.barriers("narrow")).isEmpty();
    assertThat(page.fitsSideways()).isTrue();
    page.press("Back to the list");
    assertThat(page.barriers("narrow-inbox")).isEmpty();
    assertThat(page.fitsSideways()).isTrue();
  }

  @Test
  void filesPollsSearchAndRemovalWork() throws IOException {
    TestPerson mia = HOUSE.member("Mia");
    ConversationId thread = TestSteps.thread(mia, "Offers", HOUSE.owner().account());
    Page page = BROWSER.signedIn(HOUSE, mia);
    page.choose("Offers");
    Path file = Files.writeString(Files.createTempFile("offer-", ".txt"), "the offer");
    try {
      page.attach(file);
      page.awaitText(By.cssSelector(".uploads li:has(button)"), file.getFileName().toString());
      page.send("see the file");
      page.awaitText(By.cssSelector(".message .files"), file.getFileName().toString());
    } finally {
      Files.delete(file);
    }
    page.press("Ask");
    page.type("Question", "Which week?");
    page.type("Options, one a line", "Week 49\nWeek 50");
    page.press("Ask them");
    page.awaitText(By.cssSelector(".poll"), "Week 50");
    page.click(By.xpath("//label[contains(., 'Week 50')]/input"));
    page.awaitText(By.cssSelector(".poll"), "1 voted");
    assertThat(page.barriers("poll")).isEmpty();

    page.press("People");
    page.press("Remove Ada");
    page.awaitText(By.cssSelector("dialog"), "1 would lose this conversation");
    page.click(By.cssSelector("dialog .btn.danger"));
    page.awaitText(By.cssSelector("dialog .proof"), "Ada no longer sees this conversation.");
    assertThat(page.barriers("receipt")).isEmpty();
    page.press("Undo");
    page.awaitText(By.id("notices"), "Ada is back as before.");
    page.awaitText(By.cssSelector(".roster .name"), "Ada");

    page.type("Find messages", "week");
    page.keys(Keys.ENTER);
    page.awaitText(By.cssSelector(".found .hit"), "Which week?");
    assertThat(page.barriers("found")).isEmpty();
    assertThat(TestSteps.texts(mia, thread)).containsExactly("see the file", "Which week?");
  }
}
