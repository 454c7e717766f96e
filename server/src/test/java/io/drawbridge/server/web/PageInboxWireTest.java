package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestSteps;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The list of conversations on the page, and how new ones begin (issue 12). */
final class PageInboxWireTest {
  private static final String IN_INBOX = "nav .entry .out";
  private static final String IN_MESSAGES = ".message.outside .author .out";

  @RegisterExtension static final Browser BROWSER = new Browser();
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of());

  @Test
  void conversationsAreFoundPutAwayAndReachedByKeys() {
    TestPerson nia = HOUSE.member("Nia");
    TestSteps.group(HOUSE.owner(), "Harbour", nia.account());
    ConversationId fire = TestSteps.thread(HOUSE.owner(), "Fire doors", nia.account());
    ConversationId pier = TestSteps.thread(HOUSE.owner(), "Pier", nia.account());
    TestSteps.send(HOUSE.owner(), fire, "hello <@" + nia.account() + ">");
    Page page = BROWSER.signedIn(HOUSE, nia);
    page.awaitText(By.cssSelector("section[aria-labelledby=part-important] .name"), "Fire doors");
    page.awaitText(By.cssSelector("section[aria-labelledby=part-groups] .name"), "Harbour");
    page.awaitText(By.cssSelector("section[aria-labelledby=part-threads] .name"), "Pier");
    page.type("Find messages", "harb");
    assertThat(page.conversations()).containsExactly("Harbour");
    page.type("Find messages", "x");
    page.keys(Keys.BACK_SPACE);
    page.press("Mentions 1");
    assertThat(page.conversations()).containsExactly("Fire doors");
    page.press("All");

    // Keys: Home, End, the next unread one, and back to the field.
    page.focus(By.cssSelector("nav .entry"));
    page.keys(Keys.END);
    assertThat(page.focused()).startsWith("Pier");
    page.keys(Keys.HOME);
    assertThat(page.focused()).startsWith("Fire doors");
    page.keys(Keys.ALT, Keys.SHIFT, Keys.ARROW_DOWN);
    page.awaitText(By.cssSelector(".conversation h1"), "Fire doors");

    // A conversation that is gained has its preview at once.
    ConversationId live = TestSteps.thread(HOUSE.owner(), "Live", nia.account());
    TestSteps.send(HOUSE.owner(), live, "its **first** words");
    page.awaitText(By.cssSelector("nav .entry .preview"), "its first words");

    page.focus(By.id("entry-" + pier));
    page.press("What to do with Pier");
    assertThat(page.barriers("entry-menu")).isEmpty();
    page.press("Archive");
    Awaitility.await().atMost(Page.PATIENCE).until(() -> !page.conversations().contains("Pier"));
    page.press("Archived");
    page.awaitText(By.cssSelector("section[aria-labelledby=part-archived] .name"), "Pier");
    TestSteps.send(HOUSE.owner(), pier, "news");
    page.awaitText(By.cssSelector("section[aria-labelledby=part-threads] .name"), "Pier");
    page.focus(By.id("entry-" + pier));
    page.press("What to do with Pier");
    page.press("Remind me tomorrow");
    Awaitility.await()
        .atMost(Page.PATIENCE)
        .until(() -> page.everything().contains("title=\"You will be reminded\""));
  }

  @Test
  void newOnesBeginWithAnyMixOfPeopleAndGroups() {
    TestPerson kai = HOUSE.member("Kai");
    TestPerson owner = HOUSE.owner();
    TestSteps.group(owner, "Refrigeration", kai.account());
    Page page = BROWSER.signedIn(HOUSE, kai);
    page.press("+ New");
    page.type("Subject or name", "Spare pump");
    page.type(By.cssSelector("[role=combobox]"), "refri");
    page.awaitText(By.cssSelector(".offered [role=option]"), "Refrigeration");
    page.keys(Keys.ENTER);
    page.type(By.cssSelector("[role=combobox]"), "ada");
    page.awaitText(By.cssSelector(".offered [role=option]"), "Ada");
    assertThat(page.barriers("start")).isEmpty();
    page.keys(Keys.ENTER);
    page.type("First message (optional)", "who has one?");
    page.press("Start");
    page.awaitText(By.cssSelector(".conversation h1"), "Spare pump");
    page.awaitMessage("who has one?");
    page.press("People");
    page.awaitText(By.cssSelector(".roster"), "Refrigeration");

    page.press("+ New");
    page.select("Kind", "Group");
    page.type("Subject or name", "Open house");
    page.select("Who may find it", "Open");
    page.press("Start");
    page.awaitText(By.cssSelector(".conversation h1"), "Open house");
    TestPerson max = HOUSE.member("Max");
    Page other = BROWSER.signedIn(HOUSE, max);
    other.awaitText(By.cssSelector(".inbox"), "No conversations yet.");
    other.press("+ New");
    other.select("Kind", "Find a group");
    other.awaitText(By.cssSelector("dialog .name"), "Open house");
    assertThat(other.barriers("groups")).isEmpty();
    other.press("Join Open house");
    other.awaitText(By.cssSelector(".conversation h1"), "Open house");
  }

  @Test
  void firstScreenInvitesTheTeamAndAPartner() {
    try (PageHouse fresh = new PageHouse(Map.of())) {
      Page page = BROWSER.signedIn(fresh, fresh.owner());
      page.awaitText(By.cssSelector(".nothing h1"), "is ready, Ada");
      assertThat(page.barriers("first")).isEmpty();
      page.type("Email addresses", "one@example.com, two@example.com");
      page.press("Invite as members");
      page.awaitText(By.cssSelector(".nothing"), "Mailed: 2.");
      page.type("What it is about", "Pier 7");
      page.type("Their email address", "sam@partner.example");
      page.width(360);
      assertThat(page.fitsSideways()).isTrue();
      assertThat(page.barriers("first-narrow")).isEmpty();
      page.press("See what they would see");
      page.awaitText(By.cssSelector(".conversation h1"), "Pier 7");
      page.shown(By.cssSelector("dialog"));
    }
  }

  /** The badge of externals stands where the workspace says (D12, GLUE-13, GLUE-14, TS-17). */
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

    drawBadges(false);
    drawn.reload();
    drawn.choose("With a guest");
    drawn.awaitMessage("from outside");
    assertThat(drawn.texts(IN_MESSAGES)).isEmpty();
    assertThat(drawn.texts(IN_INBOX)).isEmpty();
    // Whom one writes to is said above the box in any case.
    drawn.awaitText(By.cssSelector(".banner"), "One person from outside");
    drawBadges(true);
  }

  private static void drawBadges(boolean on) {
    HOUSE
        .owner()
        .call(
            Setting.of(
                TestSteps.workspace(HOUSE.owner()),
                Setting.values(
                    Map.of(PolicyKey.BADGE_IN_MESSAGES, on, PolicyKey.BADGE_IN_INBOX, on))));
  }
}
