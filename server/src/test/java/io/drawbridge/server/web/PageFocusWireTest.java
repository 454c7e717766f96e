package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.Map;
import org.awaitility.Awaitility;
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

  /** The first page after the sign-in has a heading; each page before it a field. */
  @Test
  void viewThatChangesHasTheFocusAtItsBeginning() {
    TestPerson lea = HOUSE.member("Lea");
    Page page = BROWSER.open(HOUSE.server().url());
    page.focus(By.xpath("//button[text()='I was told a code']"));
    page.keys(Keys.ENTER);
    page.awaitHeading("I was told a code");
    awaitFocus(page, "input[name=code]");
    page.focus(By.xpath("//button[text()='Go to sign in']"));
    page.keys(Keys.ENTER);
    awaitFocus(page, "input[name=email]");

    page.fill("Email address", lea.email());
    page.type("Password", TestServer.PASSWORD.value());
    page.keys(Keys.ENTER);
    page.shown(By.cssSelector("nav .me .name"));
    awaitFocus(page, "main h1");

    page.focus(By.cssSelector("nav .me .name"));
    page.keys(Keys.ENTER);
    page.awaitHeading("Profile and picture");
    page.focus(By.cssSelector("nav.inbox header button"));
    page.keys(Keys.ENTER);
    page.shown(By.cssSelector("nav .me .name"));
    awaitFocus(page, "main h1");
  }

  @Test
  void rowThatGoesLeavesTheFocusToItsNeighbour() {
    TestPerson max = HOUSE.member("Max");
    TestSteps.thread(HOUSE.owner(), "Lower", max.account());
    TestSteps.thread(HOUSE.owner(), "Upper", max.account());
    Page page = BROWSER.signedIn(HOUSE, max);
    page.focus(By.cssSelector("nav .entry[tabindex='0']"));
    page.keys(Keys.TAB);
    page.keys(Keys.ENTER);
    page.keys(Keys.ENTER);
    Awaitility.await().atMost(Page.PATIENCE).until(() -> page.conversations().size() == 1);
    awaitFocus(page, "nav .entry");
    page.keys(Keys.TAB);
    page.keys(Keys.ENTER);
    page.keys(Keys.ENTER);
    Awaitility.await().atMost(Page.PATIENCE).until(() -> page.conversations().isEmpty());
    awaitFocus(page, "nav button, main h1");
  }

  @Test
  void deletedMessageKeepsTheFocusThatItsToolsHad() {
    TestPerson nina = HOUSE.member("Nina");
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Slips", nina.account());
    TestSteps.send(nina, thread, "a slip");
    Page page = BROWSER.signedIn(HOUSE, nina);
    page.choose("Slips");
    page.awaitMessage("a slip");
    page.focus(By.cssSelector(".message"));
    page.focus(By.cssSelector(".message .tools [aria-haspopup]"));
    page.keys(Keys.ENTER);
    page.keys(Keys.END);
    page.keys(Keys.ENTER);
    page.confirm();
    page.awaitText(By.cssSelector(".message .gone"), "deleted");
    awaitFocus(page, "article.message");
  }

  /** The dialog outlives the row from which it was opened. */
  @Test
  void removedPersonLeavesTheFocusToTheNextOne() {
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Two guests");
    HOUSE.external(thread, "Olaf");
    HOUSE.external(thread, "Paul");
    Page page = BROWSER.signedIn(HOUSE, HOUSE.owner());
    page.choose("Two guests");
    page.press("People");
    removeByKeys(page, "Olaf");
    awaitFocus(page, ".roster .guest button");
    removeByKeys(page, "Paul");
    awaitFocus(page, ".people .scroll");
  }

  private static void removeByKeys(Page page, String name) {
    page.focus(By.cssSelector("[aria-label='Remove %s']".formatted(name)));
    page.keys(Keys.ENTER);
    page.awaitHeading("Remove %s?".formatted(name));
    page.focus(By.cssSelector("dialog [type=submit]"));
    page.keys(Keys.ENTER);
    page.awaitText(By.cssSelector("dialog .proof"), name);
    awaitFocus(page, "dialog h2");
    page.focus(By.xpath("//dialog//button[text()='Done']"));
    page.keys(Keys.ENTER);
    Awaitility.await().atMost(Page.PATIENCE).until(() -> page.texts("dialog").isEmpty());
  }

  @Test
  void whoeverWritesWhenTheConversationEndsIsAtTheHeading() {
    TestPerson rosa = HOUSE.member("Rosa");
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Ends soon", rosa.account());
    Page page = BROWSER.signedIn(HOUSE, rosa);
    page.choose("Ends soon");
    page.write("in the middle of");
    HOUSE.owner().call(new ConversationCommand.Close(TestSteps.clientId(), thread));
    page.shown(By.cssSelector(".compose textarea:disabled"));
    awaitFocus(page, ".conversation h1");

    TestSteps.remove(HOUSE.owner(), thread, rosa.account());
    page.awaitText(By.id("notices"), "What you were typing was not sent.");
    awaitFocus(page, "main h1");
    assertThat(page.texts(".conversation")).isEmpty();
  }

  private static void awaitFocus(Page page, String selector) {
    Awaitility.await("the focus on " + selector)
        .atMost(Page.PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    page.ask(
                        "return document.activeElement.matches(\"%s\") || document.activeElement.outerHTML"
                            .formatted(selector)))
                .isEqualTo(true));
  }
}
