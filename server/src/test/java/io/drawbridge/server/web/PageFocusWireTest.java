package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestSteps;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The web page with a keyboard or a screen reader, while others write (G-25). */
final class PageFocusWireTest {
  @RegisterExtension static final Browser BROWSER = new Browser();
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of());

  @Test
  void newMessageLeavesTheOthersAndTheFocusAlone() {
    TestPerson ines = HOUSE.member("Ines");
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Keys", ines.account());
    TestSteps.send(HOUSE.owner(), thread, "first");
    TestSteps.send(HOUSE.owner(), thread, "second");
    Page page = BROWSER.signedIn(HOUSE, ines);
    page.choose("Keys");
    page.awaitMessage("second");
    assertThat(page.focused()).isEqualTo("Write a message");

    page.focus(By.cssSelector(".log"));
    page.keys(Keys.ARROW_UP, Keys.ARROW_UP, Keys.TAB);
    assertThat(page.focused()).isEqualTo("React with 👍");
    page.run("getSelection().selectAllChildren(document.querySelector('.message .text'))");
    page.run(
        """
        window.added = [];
        new MutationObserver(changes => changes.forEach(change =>
          change.addedNodes.forEach(node => added.push(node.querySelector('.text').textContent))))
          .observe(document.querySelector('.rows'), {childList: true});
        """);
    TestSteps.send(HOUSE.owner(), thread, "third");
    page.awaitMessage("third");
    assertThat(page.messages()).containsExactly("first", "second", "third");
    assertThat(page.focused()).isEqualTo("React with 👍");
    assertThat(page.ask("return getSelection().toString()")).isEqualTo("first");
    assertThat(page.ask("return [...new Set(added)].join()")).isEqualTo("third");
  }

  @Test
  void newsOfAnotherConversationLeavesTheListAlone() {
    TestPerson jan = HOUSE.member("Jan");
    ConversationId quiet = TestSteps.thread(HOUSE.owner(), "Quiet", jan.account());
    ConversationId loud = TestSteps.thread(HOUSE.owner(), "Loud", jan.account());
    TestSteps.send(HOUSE.owner(), quiet, "one");
    TestSteps.send(HOUSE.owner(), loud, "two");
    Page page = BROWSER.signedIn(HOUSE, jan);
    page.awaitText(By.cssSelector("nav .entry .name"), "Quiet");
    page.focus(By.cssSelector("nav li:nth-child(2) > .entry"));
    assertThat(page.focused()).startsWith("Quiet");

    TestSteps.send(HOUSE.owner(), quiet, "three");
    page.awaitText(By.cssSelector("nav li:first-child .entry.unread .name"), "Quiet");
    assertThat(page.focused()).startsWith("Quiet");
    page.keys(Keys.ENTER);
    page.awaitMessage("three");
  }

  @Test
  void listOfPeopleTakesTheFocusAndGivesItBack() {
    TestPerson kim = HOUSE.member("Kim");
    TestSteps.thread(HOUSE.owner(), "Crowd", kim.account());
    Page page = BROWSER.signedIn(HOUSE, kim);
    page.choose("Crowd");
    page.press("People");
    page.awaitText(By.cssSelector(".roster .name"), "Ada");
    assertThat(page.focused()).isEqualTo("Close");
    page.keys(Keys.ESCAPE);
    assertThat(page.focused()).isEqualTo("People");
    assertThat(page.texts(".roster")).isEmpty();
  }
}
