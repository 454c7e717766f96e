package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.LedgerCommand;
import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.ledger.PurgeState;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Reading and writing on the page as people do all day (issue 12). */
final class PageTalkWireTest {
  private static final int LONG = 260;

  @RegisterExtension static final Browser BROWSER = new Browser();
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of());

  /**
   * A release of the library that draws the page lost rows of a list that moved by five or more.
   */
  @Test
  void rowsThatMoveTogetherAreAllDrawn() {
    Page page = BROWSER.open(HOUSE.server().url());
    assertThat(
            page.later(
                """
                import('preact').then(({h, render}) => {
                  const root = document.createElement('div');
                  const draw = first => {
                    const rows = Array.from({length: 40}, (_, n) => first + n);
                    render(h('ul', {}, rows.map(row => h('li', {key: row}, `${row} `))), root);
                    return root.textContent === rows.map(row => `${row} `).join('');
                  };
                  done([100, 110, 95, 130, 131, 80].filter(first => !draw(first)));
                });
                """))
        .isEqualTo(List.of());
  }

  @Test
  void longConversationIsDrawnInAWindow() {
    TestPerson lou = HOUSE.member("Lou");
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Long", lou.account());
    TestPerson owner = HOUSE.owner();
    long hundredth = 0;
    for (int at = 1; at <= LONG; at++) {
      long pos = TestSteps.send(owner, thread, "message " + at).pos();
      hundredth = at == 100 ? pos : hundredth;
    }
    Page page = BROWSER.signedIn(HOUSE, lou);
    page.choose("Long");
    page.awaitMessage("message " + LONG);
    assertThat(
            page.ask(
                """
                const log = document.querySelector('.log');
                return log.scrollHeight - log.scrollTop - log.clientHeight < 2;
                """))
        .isEqualTo(true);
    Awaitility.await()
        .atMost(Page.PATIENCE)
        .untilAsserted(() -> {
          page.run("document.querySelector('.log').scrollTop = 0");
          assertThat(page.messages()).contains("message 1");
        });
    assertThat((Long) page.ask("return document.querySelectorAll('.message').length"))
        .isLessThan(LONG - 60L);
    // Rows that come and go together, by one step and by many, leave no gap.
    assertThat(
            page.later(
                """
                const log = document.querySelector('.log');
                const gaps = [];
                let step = 0;
                const look = () => {
                  const drawn = [...log.querySelectorAll('.message .text')]
                    .map(each => Number(each.textContent.match(/\\d+/)));
                  drawn.forEach((at, n) => {
                    if (n > 0 && at !== drawn[n - 1] + 1) {
                      gaps.push([step, drawn[n - 1], at]);
                    }
                  });
                  log.scrollTop += step % 7 * 150;
                  if (step++ < 40) {
                    requestAnimationFrame(() => setTimeout(look));
                  } else {
                    log.scrollTop = 0;
                    done(gaps);
                  }
                };
                look();
                """))
        .isEqualTo(List.of());
    assertThat(page.barriers("long")).isEmpty();

    page.press("To the newest");
    page.awaitMessage("message " + LONG);
    page.run("location.hash = '#c/%s/%d'".formatted(thread, hundredth));
    page.awaitText(By.cssSelector(".message.marked .text"), "message 100");
    Awaitility.await()
        .atMost(Page.PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    page.ask(
                        """
                        const row = document.querySelector('.marked').getBoundingClientRect();
                        const log = document.querySelector('.log').getBoundingClientRect();
                        return row.top >= log.top && row.bottom <= log.bottom
                          && document.activeElement.classList.contains('marked');
                        """))
                .isEqualTo(true));
    page.keys(Keys.ARROW_UP);
    assertThat(page.focused()).contains("message 99");

    page.press("What to do here");
    page.press("Go to a day");
    assertThat(page.barriers("day")).isEmpty();
    page.run("document.querySelector('dialog input').valueAsDate = new Date()");
    page.press("Go there");
    page.awaitText(By.cssSelector(".message.marked .text"), "message 1");
  }

  @Test
  void messagesArePinnedForwardedAndBeginThreads() {
    TestPerson pia = HOUSE.member("Pia");
    ConversationId plans = TestSteps.thread(HOUSE.owner(), "Plans", pia.account());
    ConversationId other = TestSteps.thread(HOUSE.owner(), "Other", pia.account());
    TestSteps.send(HOUSE.owner(), plans, "the **plan**, <@" + pia.account() + ">");
    Page page = BROWSER.signedIn(HOUSE, pia);
    page.awaitText(By.cssSelector("nav .entry .preview"), "the plan, @Pia");
    page.awaitText(By.cssSelector("nav .count.me"), "@ 1");
    assertThat(page.barriers("inbox")).isEmpty();
    page.choose("Plans");
    page.awaitMessage("the plan, @Pia");

    page.focus(By.cssSelector(".message"));
    page.press("More");
    assertThat(page.barriers("message-menu")).isEmpty();
    page.press("Pin");
    page.awaitText(By.cssSelector(".message .pinned"), "Pinned");
    page.press("What to do here");
    page.press("Pinned messages");
    page.awaitText(By.cssSelector("dialog .hit-text"), "the plan");
    assertThat(page.barriers("pins")).isEmpty();
    page.press("Close");

    page.focus(By.cssSelector(".message"));
    page.press("More");
    page.press("Forward");
    page.type("Where to", "oth");
    page.click(By.xpath("//label[contains(., 'Other')]/input"));
    page.awaitText(By.cssSelector("dialog .audience-said"), "Only members read this");
    assertThat(page.barriers("forward")).isEmpty();
    page.click(By.cssSelector("dialog [type=submit]"));
    page.awaitText(By.id("notices"), "Forwarded to “Other”.");
    page.choose("Other");
    page.awaitText(By.cssSelector(".passed-on"), "From Ada");
    page.press("Show there");
    page.awaitText(By.cssSelector(".message.marked .text"), "the plan");

    page.focus(By.cssSelector(".message"));
    page.keys("t");
    page.type("Subject or name", "Its own thread");
    assertThat(page.barriers("thread-from")).isEmpty();
    page.press("Start");
    page.awaitText(By.cssSelector(".conversation h1"), "Its own thread");
    page.awaitText(By.cssSelector(".passed-on"), "the plan");
    assertThat(TestSteps.texts(HOUSE.owner(), other)).hasSize(1);
  }

  @Test
  void whatIsWrittenIsCompletedLookedAtKeptAndSentLater() {
    TestPerson eva = HOUSE.member("Eva");
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Writing", eva.account());
    HOUSE.external(thread, "Udo");
    Page page = BROWSER.signedIn(HOUSE, eva);
    page.choose("Writing");
    page.write("good :thumbs");
    page.awaitText(By.cssSelector(".pop [role=option]"), ":thumbs_up:");
    page.write(Keys.ENTER.toString());
    assertThat(page.written()).isEqualTo("good 👍 ");
    page.press("Emoji");
    page.type("Find an emoji (in English)", "rocket");
    page.awaitText(By.cssSelector(".emoji-grid button"), "🚀");
    assertThat(page.barriers("emoji")).isEmpty();
    page.keys(Keys.ENTER);
    assertThat(page.written()).isEqualTo("good 👍 🚀");
    page.write(" **bold**");
    page.press("Preview");
    page.awaitText(By.cssSelector(".looked-at strong"), "bold");
    assertThat(page.barriers("preview")).isEmpty();
    Awaitility.await("the draft")
        .atMost(Page.PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    eva.call(new WritingCommand.ListDrafts(Optional.empty(), Optional.empty()))
                        .drafts())
                .anyMatch(draft -> draft.text().equals("good 👍 🚀 **bold**")));
    page.reload();
    page.awaitText(By.cssSelector(".conversation h1"), "Writing");
    Awaitility.await().atMost(Page.PATIENCE).until(() -> page.written().contains("🚀 **bold**"));

    page.press("Send later");
    assertThat(page.barriers("later")).isEmpty();
    page.click(By.cssSelector("dialog .btn.primary"));
    Awaitility.await().atMost(Page.PATIENCE).until(() -> page.written().isEmpty());
    page.press("What to do here");
    page.press("To be sent later");
    page.awaitText(By.cssSelector("dialog .hit-text"), "good 👍 🚀 bold");
    assertThat(page.barriers("scheduled")).isEmpty();
    page.press("Send now");
    page.awaitText(By.cssSelector("dialog"), "Nothing is to be sent later.");
    page.press("Close");
    page.awaitMessage("good 👍 🚀 bold");

    page.write("between us");
    page.press("Only us");
    page.awaitText(By.cssSelector(".conversation h1"), "Backstage: Writing");
    assertThat(page.written()).isEqualTo("between us");
    page.awaitText(By.cssSelector(".audience"), "Only members read this");
    assertThat(page.barriers("only-us")).isEmpty();
    page.write(Keys.ENTER.toString());
    page.awaitMessage("between us");
    assertThat(TestSteps.texts(eva, thread)).containsExactly("good 👍 🚀 **bold**");
  }

  @Test
  void messageThatCannotBeSentStaysBesideItsFate() {
    TestPerson tom = HOUSE.member("Tom");
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Fates", tom.account());
    HOUSE.external(thread, "Ulf");
    Page page = BROWSER.signedIn(HOUSE, tom);
    page.choose("Fates");
    page.awaitText(By.cssSelector(".compose .audience"), "One person from outside");
    // What the page knows of its readers is older than who came since.
    page.run(
        """
        const send = WebSocket.prototype.send;
        WebSocket.prototype.send = function(frame) {
          if (frame.includes('conversation.show') && !window.late) {
            return undefined;
          }
          return send.call(this, frame);
        };
        """);
    HOUSE.external(thread, "Uwe");
    page.write("for one of them");
    page.write(Keys.ENTER.toString());
    page.awaitText(By.cssSelector(".refused .fate"), "Held back, not sent.");
    assertThat(page.barriers("held")).isEmpty();
    page.press("Edit");
    assertThat(page.written()).isEqualTo("for one of them");
    assertThat(TestSteps.texts(tom, thread)).isEmpty();
  }

  /** G-25, N-8: by the SDK, also where the access ended meanwhile. */
  @Test
  void whatIsWrittenDuringACutIsSentOnceOrSaidToBeLost() {
    TestPerson owner = HOUSE.owner();
    ConversationId thread = TestSteps.thread(owner, "Cuts");
    TestPerson kim = HOUSE.external(thread, "Kim");
    Page page = BROWSER.signedIn(HOUSE, kim);
    page.choose("Cuts");
    cut(page);
    page.send("while it was cut");
    page.awaitText(By.cssSelector(".unsent .fate"), "It waits here and is sent once.");
    TestSteps.send(owner, thread, "meanwhile");
    goOn(page);
    page.awaitMessage("meanwhile");
    page.awaitMessage("while it was cut");
    assertThat(TestSteps.texts(owner, thread))
        .containsExactlyInAnyOrder("meanwhile", "while it was cut");

    cut(page);
    page.send("never read");
    TestSteps.remove(owner, thread, kim.account());
    goOn(page);
    page.awaitText(By.id("notices"), "What you were typing was not sent.");
    assertThat(page.everything()).doesNotContain("never read", "meanwhile");
    Awaitility.await("the confirmation")
        .atMost(Page.PATIENCE)
        .until(
            () ->
                owner
                    .call(
                        new LedgerCommand.Purges(TestSteps.workspace(owner), kim.account(), thread))
                    .devices(),
            devices -> devices.stream().anyMatch(each -> each.state() == PurgeState.CONFIRMED));
  }

  /** Its socket ends, and the next one reaches nobody. */
  private static void cut(Page page) {
    page.run(
        """
        observed.send ??= WebSocket.prototype.send;
        WebSocket.prototype.send = () => {};
        observed.sockets.forEach(each => each.close());
        """);
    page.awaitText(By.cssSelector(".status"), "Reconnecting");
  }

  private static void goOn(Page page) {
    page.run(
        """
        WebSocket.prototype.send = observed.send;
        observed.sockets.forEach(each => each.close());
        """);
  }
}
