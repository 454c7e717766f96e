package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;

/** Tests how people come together on the page (issue 8.32). */
final class PagePeopleWireTest {
  private static final By CLOSE = By.cssSelector("dialog header .ib");

  @RegisterExtension static final Browser BROWSER = new Browser();
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of());

  @Test
  void directMessageByAddressReachesWhoeverOwnsIt() {
    TestPerson ben = HOUSE.member("Bernd");
    Page page = BROWSER.signedIn(HOUSE, ben);
    page.press("+ New");
    page.select("Kind", "Direct message");
    page.type("Email address", TestServer.address("Zoe"));
    page.press("Start");
    page.send("Hello Zoe");
    page.awaitMessage("Hello Zoe");

    Page zoe = BROWSER.open(HOUSE.awaitLink("Zoe"));
    zoe.awaitHeading("Bernd invites you");
    zoe.type("Your name", "Zoe");
    zoe.press("Open the conversation");
    zoe.send("Hello Bernd");
    page.awaitMessage("Hello Bernd");
    assertThat(page.conversations()).hasSize(1);
  }

  /** A colleague sees everything unless something else is chosen; an external never does. */
  @Test
  void colleagueAddedByNameReadsWhatWasSaidBefore() {
    TestPerson dana = HOUSE.member("Dana");
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "With a past");
    TestSteps.send(HOUSE.owner(), thread, "said before Dana came");
    Page owner = BROWSER.signedIn(HOUSE, HOUSE.owner());
    owner.choose("With a past");
    owner.press("People");
    owner.press("Bring somebody in");
    owner.type("Name or email address", "Dan");
    owner.awaitText(By.cssSelector(".roster.found .name"), "Dana");
    owner.press("Choose");
    owner.awaitText(By.cssSelector(".dry-run"), "What Dana would see: 1 messages");
    owner.press("Bring in");
    owner.awaitText(By.id("notices"), "Dana is in this conversation now.");

    Page danas = BROWSER.signedIn(HOUSE, dana);
    danas.choose("With a past");
    danas.awaitMessage("said before Dana came");
  }

  /** Beside everybody from outside stands what they see, until when, and who brought them in. */
  @Test
  void memberManagesWhoIsFromOutside() {
    TestPerson mia = HOUSE.member("Mia");
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Pier 7", mia.account());
    HOUSE.external(thread, "Sam");
    Page page = BROWSER.signedIn(HOUSE, HOUSE.owner());
    page.choose("Pier 7");
    page.press("People");
    page.awaitText(By.cssSelector(".guest .facts"), "what was sent since");
    page.press("Change end: Sam");
    page.press("30 days");
    assertThat(page.barriers("end")).isEmpty();
    page.press("Save");
    page.awaitText(By.id("notices"), "Sam stays until");
    page.awaitText(By.cssSelector(".guest .facts"), "in 30 days");
    page.click(By.cssSelector(".more summary"));
    page.press("Hand over: Sam");
    page.awaitText(By.cssSelector("dialog"), "Mia");
    assertThat(page.barriers("hand-over")).isEmpty();
    page.click(By.cssSelector("dialog button[type=submit]"));
    page.awaitText(By.id("notices"), "Mia answers for Sam now.");
    page.press("Sam");
    page.awaitText(By.cssSelector("dialog"), "Block");
    assertThat(page.barriers("card")).isEmpty();
    page.click(CLOSE);
    page.press("Suspend: Sam");
    page.press("Suspend Sam");
    page.awaitText(By.cssSelector("dialog .proof"), "Sam sees nothing of this workspace.");
    page.press("Let them back");
    page.awaitText(By.id("notices"), "Sam is back as before.");
  }

  @Test
  void addressesAreInvitedAndTakenBack() {
    TestSteps.thread(HOUSE.owner(), "Offers");
    Page page = BROWSER.signedIn(HOUSE, HOUSE.owner());
    page.choose("Offers");
    page.press("People");
    page.press("Bring somebody in");
    page.type("Name or email address", TestServer.address("Vera"));
    page.press("Look first");
    page.awaitText(By.cssSelector(".dry-run"), "would be the first from outside here.");
    assertThat(page.barriers("bring")).isEmpty();
    page.press("Bring in");
    page.awaitText(By.cssSelector("dialog [role=alert]"), "Until now only members read");
    page.press("Yes, bring in the first from outside");
    page.awaitText(By.cssSelector(".roster .name"), TestServer.address("Vera"));
    page.press("Bring somebody in");
    page.type(
        "Name or email address", TestServer.address("Wim") + ", " + TestServer.address("Xaver"));
    page.press("Look first");
    page.press("Bring in");
    page.awaitText(By.cssSelector("dialog .opt-row"), "invited");
    page.press("Done");
    page.press("Take back the invitation of " + TestServer.address("Wim"));
    page.click(By.cssSelector("dialog .btn.danger"));
    page.awaitText(By.cssSelector("dialog .proof"), "leads nowhere any more");
    page.press("Done");
    page.press("Join links");
    page.press("Make a link");
    page.click(By.cssSelector("dialog button[type=submit]"));
    page.shown(By.cssSelector("dialog input.mono"));
    assertThat(page.barriers("links")).isEmpty();
  }

  /**
   * N-12, TS-36: who answers for somebody is asked in the conversation, and says so by one press.
   */
  @Test
  void sponsorConfirmsInTheConversation() {
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Still needed");
    HOUSE.owner().call(Setting.of(thread, Setting.value(PolicyKey.CONFIRM_DAYS, 2)));
    HOUSE.external(thread, "Yuri");
    Page page = BROWSER.signedIn(HOUSE, HOUSE.owner());
    page.choose("Still needed");
    page.awaitText(By.cssSelector(".who-reads"), "One person from outside");
    assertThat(page.texts(".who-reads .btn")).isEmpty();
    HOUSE
        .server()
        .database()
        .execute(
            """
            update link set changed_at = changed_at - interval '3 days'
            where conversation = ? and to_epoch is null
            """,
            thread.value());
    page.press("People");
    page.awaitText(By.cssSelector(".who-reads.banner[role=group]"), "You brought Yuri in.");
    assertThat(page.barriers("still-needed")).isEmpty();
    page.click(By.cssSelector(".who-reads .btn"));
    page.awaitText(By.id("notices"), "Yuri is confirmed.");
    Awaitility.await().until(() -> page.texts(".who-reads .btn").isEmpty());
  }

  @Test
  void conversationIsNamedAndClosed() {
    TestSteps.thread(HOUSE.owner(), "Old name");
    Page page = BROWSER.signedIn(HOUSE, HOUSE.owner());
    page.choose("Old name");
    page.press("People");
    page.press("Notifications");
    page.press("Mentions and DMs");
    page.press("1 day");
    page.awaitText(By.cssSelector("dialog .opt-row"), "Muted until");
    assertThat(page.barriers("bell")).isEmpty();
    page.click(CLOSE);
    page.press("Files");
    page.awaitText(By.cssSelector("dialog"), "There are no files here.");
    page.click(CLOSE);
    page.press("Settings");
    page.type("Subject", "New name");
    page.press("Rename");
    page.awaitText(By.cssSelector(".conversation h1"), "New name");
    page.click(By.xpath("//summary[contains(., 'Stricter rules')]"));
    assertThat(page.barriers("about")).isEmpty();
    page.select(By.xpath("//select[@name='external_invite']/option[text()='off']"));
    page.press("Save");
    page.awaitText(By.id("notices"), "Saved.");
    page.click(By.xpath("//dialog//div[contains(@class, 'opt-row')]//button[text()='Close']"));
    page.awaitText(By.id("notices"), "The conversation is closed.");
  }
}
