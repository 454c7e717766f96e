package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestHttpDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Tests what people do on the web page, and what it must not show them (GLUE-9..31, N-1, G-28). */
final class PageWireTest {
  @RegisterExtension static final Browser BROWSER = new Browser();
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of());

  /** Takes a command a second of each session, after the first sixty. */
  @AutoClose
  static final PageHouse SLOW_HOUSE =
      new PageHouse(Map.of(ConfigKey.RATE_COMMANDS, "1", ConfigKey.RATE_BURST, "60"));

  /** A text that stands nowhere else. */
  private static String canary(String about) {
    return about + " " + UUID.randomUUID();
  }

  /** GLUE-16, G-4, GLUE-21, GLUE-24: a mail scanner that opens the link spends nothing. */
  @Test
  void invitationLinkOpensOneConversationAndNothingElse() {
    TestPerson ben = HOUSE.member("Ben");
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Relaunch", ben.account());
    String secret = canary("members");
    TestSteps.group(HOUSE.owner(), secret, ben.account());
    HOUSE.member("Carla");
    TestSteps.send(HOUSE.owner(), thread, "before Olga came");
    HOUSE.invite(thread, "Olga");
    URI link = HOUSE.awaitLink("Olga");

    Page scanner = BROWSER.open(link);
    scanner.awaitHeading("Ada invites you");
    Page olga = BROWSER.open(link);
    olga.awaitText(By.cssSelector(".lead"), "You will see one conversation and nothing else");
    assertThat(olga.ask("return location.href").toString()).doesNotContain("link=");
    olga.type("Your name", "Olga Outside");
    olga.press("Open the conversation");
    olga.awaitText(By.cssSelector(".conversation h1"), "Relaunch");
    assertThat(olga.conversations()).containsExactly("Relaunch");

    Page bens = BROWSER.signedIn(HOUSE, ben);
    bens.choose("Relaunch");
    olga.send("Hello from outside");
    bens.awaitMessage("Hello from outside");
    bens.awaitText(By.cssSelector(".message.outside .author .out"), "outside");
    bens.send("Hello from Ben");
    olga.awaitMessage("Hello from Ben");
    bens.press("People");
    bens.awaitText(By.cssSelector(".roster li:has(.out) .name"), "Olga Outside");

    olga.press("People");
    olga.awaitText(By.cssSelector(".roster .name"), "Ben");
    assertThat(olga.texts(".roster .name"))
        .containsExactlyInAnyOrder("Ada", "Ben", "Olga Outside (you)");
    assertThat(olga.everything()).doesNotContain(secret, "Carla", "before Olga came");
    assertThat(olga.texts("button")).doesNotContain("+ New", "Remove", "Bring somebody in");

    scanner.type("Your name", "Somebody else");
    scanner.press("Open the conversation");
    scanner.awaitText(By.cssSelector("form .failure"), "This link was used already");
  }

  /** GLUE-23, N-1, N-8. */
  @Test
  void removalEmptiesTheOpenPage() {
    String name = canary("Project");
    String text = canary("text");
    String begun = canary("draft");
    ConversationId thread = TestSteps.thread(HOUSE.owner(), name);
    TestPerson rosa = HOUSE.external(thread, "Rosa");
    Page page = BROWSER.signedIn(HOUSE, rosa);
    page.choose(name);
    TestSteps.send(HOUSE.owner(), thread, text);
    page.awaitMessage(text);
    page.write(begun);
    page.press("People");
    page.awaitText(By.cssSelector(".roster .name"), "Ada");

    TestSteps.remove(HOUSE.owner(), thread, rosa.account());
    page.awaitText(By.id("notices"), "You no longer have access");
    assertThat(page.conversations()).isEmpty();
    assertThat(page.everything()).doesNotContain(text, begun, "Ada");
    assertThat(page.kept()).doesNotContain(text, begun, name, thread.toString());

    page.reload();
    page.awaitText(By.cssSelector(".inbox"), "No conversations yet.");
    assertThat(page.everything()).doesNotContain(text, begun, name, "Ada");
  }

  @Test
  void whatWasBegunIsStillThereAfterAnotherConversation() {
    TestPerson dora = HOUSE.member("Dora");
    TestSteps.thread(HOUSE.owner(), "First", dora.account());
    TestSteps.thread(HOUSE.owner(), "Second", dora.account());
    Page page = BROWSER.signedIn(HOUSE, dora);
    page.choose("First");
    page.write("half a sent");
    page.choose("Second");
    assertThat(page.written()).isEmpty();
    page.write("and another");
    page.choose("First");
    assertThat(page.written()).isEqualTo("half a sent");
    page.choose("Second");
    assertThat(page.written()).isEqualTo("and another");
  }

  @Test
  void markupInAMessageIsShownAsItWasWritten() {
    String text =
        "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
            + " javascript:alert(1) <b>bold</b>";
    String name = "<i>sub</i>ject";
    TestPerson emil = HOUSE.member("Emil");
    ConversationId thread = TestSteps.thread(HOUSE.owner(), name, emil.account());
    TestSteps.send(HOUSE.owner(), thread, text);
    Page page = BROWSER.signedIn(HOUSE, emil);
    page.choose(name);
    page.awaitMessage(text);
    assertThat(page.texts(".log img, .log script, .text b, .text a, h1 i")).isEmpty();
    assertThat(page.ask("return document.title")).isEqualTo("Drawbridge");
  }

  /** G-28: also where the page still takes its access token for good. */
  @Test
  void endedSessionLeadsBackToSignIn() {
    TestPerson finn = HOUSE.member("Finn");
    Page page = BROWSER.signedIn(HOUSE, finn);
    Page away = BROWSER.signedIn(HOUSE, finn);
    away.go(HOUSE.server().url().resolve("/icon.svg"));
    endOtherSessions(finn);
    page.awaitText(By.cssSelector(".lead"), "You were signed out");
    assertThat(page.kept()).isEqualTo("[{},{},\"\"]");
    away.go(HOUSE.server().url());
    away.awaitText(By.cssSelector(".lead"), "Please sign in again.");
    assertThat(away.kept()).isEqualTo("[{},{},\"\"]");
  }

  private static void endOtherSessions(TestPerson person) {
    person.call(new SessionCommand.ListSessions()).sessions().stream()
        .filter(session -> !session.current())
        .forEach(session ->
            person.call(new SessionCommand.Revoke(TestSteps.clientId(), session.session())));
  }

  /** G-28: else it would ask for a new token every second. */
  @Test
  void wrongClockIsCorrectedByTheServers() {
    Page page = BROWSER.open(HOUSE.server().url());
    page.run("const right = Date.now; Date.now = () => right() + 3_600_000");
    page.signIn(HOUSE.owner().email(), TestServer.PASSWORD.value());
    page.awaitText(By.cssSelector("nav .me .name"), "Ada");
    Awaitility.await()
        .during(Duration.ofSeconds(3))
        .until(() -> page.requests("session.refresh"), times -> times <= 1);
  }

  /** G-25: idempotent send; the page asks again, and the message is there once. */
  @Test
  void sendThatComesTooFastIsStoredOnce() throws InterruptedException {
    TestPerson ada = SLOW_HOUSE.owner();
    ConversationId thread = TestSteps.thread(ada, "Hurry");
    Page page = BROWSER.signedIn(SLOW_HOUSE, ada);
    page.choose("Hurry");
    page.write("only once");
    TestHttpDoor sameSession =
        new TestHttpDoor(SLOW_HOUSE.server().url(), Optional.of(page.accessToken()));
    CountDownLatch spent = new CountDownLatch(1);
    AtomicBoolean enough = new AtomicBoolean();
    Thread spender =
        Thread.ofVirtual()
            .start(() -> {
              while (!enough.get()) {
                try {
                  sameSession.call(new AccountCommand.Me());
                } catch (TestDoor.Refused tooFast) {
                  spent.countDown();
                }
              }
            });
    try {
      assertThat(spent.await(20, TimeUnit.SECONDS)).isTrue();
      page.write(Keys.ENTER.toString());
      Awaitility.await().atMost(Page.PATIENCE).until(() -> page.errors().contains("rate_limited"));
    } finally {
      enough.set(true);
      spender.join();
    }
    page.awaitMessage("only once");
    assertThat(page.messages()).containsExactly("only once");
    assertThat(TestSteps.texts(ada, thread)).containsExactly("only once");
  }
}
