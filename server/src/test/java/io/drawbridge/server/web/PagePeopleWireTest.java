package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;

/** Tests how people come together on the page (issue 8.32). */
final class PagePeopleWireTest {
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
}
