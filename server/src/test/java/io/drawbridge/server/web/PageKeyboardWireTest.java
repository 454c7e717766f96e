package io.drawbridge.server.web;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/**
 * Tests that people do without a mouse what they come to the page for: each control is reached by
 * the keys that its place has, the focus is never lost and always seen (issue 12).
 */
final class PageKeyboardWireTest {
  private static final By PROOF = By.cssSelector("dialog .proof");

  @RegisterExtension static final Browser BROWSER = Browser.byKeyboard();
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of());

  @Test
  void memberSignsInWritesReactsSearchesAndSetsSomething() {
    TestPerson lea = HOUSE.member("Lea");
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Pier 7", lea.account());
    TestSteps.thread(HOUSE.owner(), "Another", lea.account());
    TestSteps.send(HOUSE.owner(), thread, "The offer is here.");
    Page page = BROWSER.open(HOUSE.server().url());
    page.signIn(lea.email(), TestServer.PASSWORD.value());
    page.choose("Pier 7");
    page.awaitMessage("The offer is here.");
    page.send("I read it.");
    page.awaitMessage("I read it.");

    page.focus(By.cssSelector(".message"));
    page.press("React with 👍");
    page.awaitText(By.cssSelector(".message"), "👍");
    page.focus(By.cssSelector(".message"));
    page.keys("t");
    page.type("Subject or name", "Only the price");
    page.press("Start");
    page.awaitText(By.cssSelector(".conversation h1"), "Only the price");

    page.type("Find messages", "offer");
    page.keys(Keys.ENTER);
    page.awaitText(By.cssSelector(".found .hit"), "The offer is here.");
    page.click(By.cssSelector(".found .hit"));
    page.awaitText(By.cssSelector(".message.marked .text"), "The offer is here.");

    page.press("Lea");
    page.click(By.xpath("//nav//a[normalize-space()='Notifications']"));
    page.press("Nothing");
    page.shown(By.xpath("//button[text()='Nothing' and @aria-pressed='true']"));
    page.press("Back to the conversations");
    page.press("Sign out");
    page.awaitHeading("Welcome back");
  }

  @Test
  void memberBringsSomebodyInUntilADayAndRemovesThem() {
    TestSteps.thread(HOUSE.owner(), "Harbour");
    Page page = BROWSER.signedIn(HOUSE, HOUSE.owner());
    page.choose("Harbour");
    page.press("People");
    page.press("Bring somebody in");
    page.type("Name or email address", TestServer.address("Vera"));
    page.press("Look first");
    page.awaitText(By.cssSelector(".dry-run"), "would be the first from outside here.");
    page.press("7 days");
    page.awaitText(By.cssSelector("dialog .hint"), "until");
    page.press("Bring in");
    page.press("Yes, bring in the first from outside");
    page.awaitText(By.cssSelector(".roster .name"), TestServer.address("Vera"));

    HOUSE.redeem("Vera");
    page.awaitText(By.cssSelector(".guest .facts"), "what was sent since");
    page.awaitText(By.cssSelector(".guest .facts"), "in 7 days");
    page.press("Change end: Vera");
    page.press("30 days");
    page.press("Save");
    page.awaitText(By.cssSelector(".guest .facts"), "in 30 days");
    page.press("Remove Vera");
    page.awaitText(By.cssSelector("dialog"), "1 would lose this conversation");
    page.click(By.cssSelector("dialog .btn.danger"));
    page.awaitText(PROOF, "Vera no longer sees this conversation.");
    page.press("Undo");
    page.awaitText(By.id("notices"), "Vera is back as before.");
    page.awaitText(By.cssSelector(".roster .name"), "Vera");
  }

  @Test
  void adminSuspendsSomebodyFromOutsideAndReadsTheAudit() {
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Tender");
    HOUSE.external(thread, "Sam");
    Page page = BROWSER.signedIn(HOUSE, HOUSE.owner());
    page.click(By.cssSelector(".brand .home"));
    page.awaitHeading("People outside");
    page.type("Find by name or address", "sam");
    page.awaitText(By.cssSelector(".page"), "1 found");
    page.click(By.linkText("Sam"));
    page.awaitHeading("What Sam sees");
    page.press("Suspend…");
    page.awaitText(By.cssSelector("dialog .dry-run"), "Closes 1 way in of 1 person");
    page.click(By.cssSelector("dialog .btn.danger"));
    page.awaitText(PROOF, "Suspended: Sam.");
    page.press("Close");
    page.awaitText(By.cssSelector(".person-head"), "suspended");
    page.press("Resume");
    page.click(By.cssSelector("dialog .btn.primary"));
    page.press("Close");
    page.awaitText(By.cssSelector(".person-head"), "active");

    page.click(By.xpath("//nav//a[normalize-space()='Audit']"));
    page.awaitText(By.cssSelector(".table tbody"), "resumed");
    page.click(By.cssSelector(".side .me a"));
    page.choose("Tender");
  }
}
