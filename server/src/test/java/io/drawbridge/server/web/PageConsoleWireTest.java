package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The console: an admin finds who from outside sees what, and ends it, in the page. */
final class PageConsoleWireTest {
  private static final int MANY = 700;
  private static final By ROWS = By.cssSelector(".table tbody");
  private static final String FIRST = "tbody:first-of-type > tr:first-child";
  private static final String LAST = "tbody:last-of-type > tr:last-child";
  private static final By OUTCOME = By.cssSelector("dialog .proof");

  @RegisterExtension static final Browser BROWSER = new Browser();
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of());

  /** The console of the owner, at one of its places. */
  private static Page console(String place) {
    Page page = BROWSER.signedIn(HOUSE, HOUSE.owner());
    page.click(By.cssSelector(".brand .home"));
    page.awaitHeading("People outside");
    go(page, place);
    return page;
  }

  private static void go(Page page, String place) {
    page.run("location.hash = 'console/%s'".formatted(place));
  }

  /** Externals beside somebody who is there already, as if they had come by mail. */
  private static void seed(TestPerson like, int people) {
    HOUSE
        .server()
        .database()
        .execute(
            """
            with made as (
              insert into account (id, kind, email, email_verified_at, name, folded)
              select ? + n, 'person', 'many' || n || '@north.example', now(),
                'Many ' || lpad(n::text, 5, '0'), ' many ' || lpad(n::text, 5, '0')
              from generate_series(1, ?) n returning id)
            insert into link (domain, kind, person, conversation, role, from_epoch, from_mark,
              opens_epoch, opens_pos, sponsor)
            select l.domain, l.kind, m.id, l.conversation, l.role, l.from_epoch, l.from_mark,
              l.opens_epoch, l.opens_pos, l.sponsor
            from made m, link l where l.person = ? and l.kind = 'direct' and l.to_epoch is null
            """,
            HOUSE.server().database().ids().next(),
            people,
            like.account().value());
  }

  @Test
  void externalIsFoundEndedInTwoPlacesAndTakenBack() {
    TestPerson owner = HOUSE.owner();
    ConversationId pier = TestSteps.thread(owner, "Pier 7 cooling");
    ConversationId harbour = TestSteps.thread(owner, "Harbour project");
    TestPerson sam = HOUSE.external(pier, "Sam");
    TestSteps.add(owner, harbour, sam.account());
    TestSteps.send(owner, pier, "the offer");

    Page page = console("externals");
    page.type("Find by name or address", "sam");
    page.awaitText(By.cssSelector(".page"), "1 found");
    page.click(By.linkText("Sam"));
    page.awaitHeading("What Sam sees");
    assertThat(page.texts(".table .ttl"))
        .containsExactlyInAnyOrder("Pier 7 cooling", "Harbour project");
    page.press("Why can they see Pier 7 cooling?");
    page.awaitText(By.cssSelector(".box"), "Sam can see Pier 7 cooling:");
    assertThat(page.barriers("console-external")).isEmpty();

    page.click(By.cssSelector("th input"));
    page.awaitText(By.cssSelector(".bulk"), "Sam, in 2 conversations");
    page.click(By.cssSelector(".bulk .btn.ends"));
    page.awaitText(By.cssSelector("dialog .dry-run"), "Ends 2 ways in of 1 person.");
    assertThat(page.barriers("console-end")).isEmpty();
    page.click(By.cssSelector("dialog .btn.danger"));
    page.awaitText(OUTCOME, "Access has ended: Sam, in 2 conversations.");
    assertThat(page.texts("dialog .dry-run li").getFirst()).contains("2 ways in in 2");
    page.press("Undo");
    page.awaitText(OUTCOME, "Back as before: 2 of 2.");
    page.press("Close");
    page.awaitText(ROWS, "Harbour project");
    assertThat(TestSteps.texts(sam, pier)).isEmpty();
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void policyShowsItsPlanBeforeItIsSet() {
    TestPerson owner = HOUSE.owner();
    ConversationId thread = TestSteps.thread(owner, "Short stays");
    HOUSE.external(thread, "Lou");
    Page page = console("policies/external_days_max");
    page.awaitHeading("Longest stay");
    page.type("New value (empty: no limit)", "30");
    page.press("See what it would do");
    page.awaitText(By.cssSelector(".plan-box"), "Not applied yet.");
    page.awaitText(By.cssSelector(".plan-box"), "in against it");
    assertThat(page.barriers("console-plan")).isEmpty();
    page.press("Apply");
    page.awaitText(By.cssSelector(".plan-box .proof"), "The policy is set. Who is in stays.");
    page.awaitText(By.cssSelector(".pol [aria-current]"), "30 days");
    page.awaitText(By.cssSelector(".timeline"), "external_days_max");
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void auditIsExportedAndEveryViewHasNoBarriers() {
    TestPerson owner = HOUSE.owner();
    ConversationId group = TestSteps.group(owner, "Harbour");
    HOUSE.invite(group, "Kim");
    Page page = console("audit");
    page.awaitText(ROWS, "looked at the audit");
    page.press("Export the audit");
    page.awaitText(By.cssSelector(".page"), "Saved: ");
    assertThat(page.barriers("console-audit")).isEmpty();
    for (String place :
        List.of(
            "invitations",
            "links",
            "requests",
            "members",
            "groups",
            "bots",
            "webhooks",
            "policies",
            "quotas",
            "why",
            "reports",
            "keeping")) {
      go(page, place);
      page.shown(By.cssSelector(".side [href$='%s'][aria-current]".formatted(place)));
      page.run("window.scrollTo(0, 0)");
      settle(page);
      assertThat(page.barriers("console-" + place)).as(place).isEmpty();
      assertThat(page.texts(".failure")).as(place).allMatch(String::isEmpty);
    }
    go(page, "bots");
    page.press("Make a bot");
    page.type("Name of the bot", "Gauge");
    page.click(By.cssSelector("dialog .btn.primary"));
    page.awaitText(OUTCOME, "Gauge is there.");
    assertThat(page.barriers("console-token")).isEmpty();
    page.press("Close");
    page.awaitText(ROWS, "Gauge");
    page.width(360);
    page.dark();
    for (String place : List.of("externals", "members", "policies", "audit")) {
      go(page, place);
      settle(page);
      assertThat(page.barriers("console-narrow-" + place)).as(place).isEmpty();
      assertThat(page.fitsSideways()).as(place).isTrue();
    }
    assertThat(page.errors()).isEmpty();
  }

  /** Another order, without leaving the field in which somebody writes. */
  private static void sort(Page page, String order) {
    page.run(
        """
        const order = document.querySelector('select[aria-label="Sort"]');
        order.value = '%s';
        order.dispatchEvent(new Event('change', {bubbles: true}));
        """
            .formatted(order));
  }

  /** Nothing is counted or on its way any more. */
  private static void settle(Page page) {
    Awaitility.await()
        .atMost(Page.PATIENCE)
        .until(() ->
            page.texts(".page [role=status], .page .edge").stream()
                .noneMatch(text -> text.contains("One moment")));
  }

  @Test
  void longListKeepsAWindow() {
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Old offers");
    TestPerson pat = HOUSE.external(thread, "Pat");
    seed(pat, MANY);
    TestSteps.add(HOUSE.owner(), TestSteps.thread(HOUSE.owner(), "New offers"), pat.account());
    Page page = console("externals");
    page.type("Domain", "north.example");
    sort(page, "grants");
    page.awaitText(By.cssSelector("tbody:first-of-type"), "2 conversations");
    assertThat(page.ask("return document.activeElement.value")).isEqualTo("north.example");
    page.keys(Keys.ENTER);
    page.awaitText(By.cssSelector(".page"), MANY + " found");
    sort(page, "name");
    assertThat(page.barriers("console-externals")).isEmpty();
    Awaitility.await()
        .atMost(Page.PATIENCE.multipliedBy(2))
        .until(() -> {
          page.run("window.scrollTo(0, document.body.scrollHeight)");
          return page.texts(LAST).toString().contains("Many %05d".formatted(MANY));
        });
    assertThat((Long) page.ask("return document.querySelectorAll('tbody tr').length"))
        .isLessThanOrEqualTo(500L);
    Awaitility.await()
        .atMost(Page.PATIENCE.multipliedBy(2))
        .until(() -> {
          page.run("window.scrollTo(0, 0)");
          return page.texts(FIRST).toString().contains("Many 00001");
        });
  }
}
