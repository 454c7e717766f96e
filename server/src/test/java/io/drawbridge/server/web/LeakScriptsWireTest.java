package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.PollCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.file.TestFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;

/**
 * Tests that what people write is text and nothing else, in every field that they fill: none of the
 * payloads in {@code xss/payloads.txt} runs, becomes an element, or makes the browser ask the
 * page's policy for leave. Each of them would call {@code xss()}.
 */
final class LeakScriptsWireTest {
  private static final int PAYLOADS_MIN = 200;
  private static final int NAME_CHARS = 100;

  /** One after the other, so that none hides in what another one opened. */
  private static final int MESSAGES_OF_A_PAGE = 45;

  private static final String TRAP =
      "window.fired = 0; window.xss = window.alert = () => { window.fired++; };";

  /** What a text has become that is more than text. */
  private static final String DANGERS =
      """
      const schemes = ['http:', 'https:', 'mailto:', 'blob:', 'ftp:'];
      const addresses = ['href', 'src', 'action', 'formaction', 'data', 'poster', 'xlink:href', 'ping'];
      const elements = ['script', 'iframe', 'object', 'embed', 'base', 'meta', 'link', 'style', 'frame', 'frameset',
        'applet', 'template', 'math', 'foreignobject', 'video', 'audio', 'source', 'animate', 'set', 'marquee'];
      return [...document.querySelectorAll('body *:not(noscript)')].flatMap(each => [
        elements.includes(each.localName) ? each.localName : undefined,
        ...[...each.attributes].map(({name, value}) =>
          /^on/i.test(name) || name === 'srcdoc' ? name
            : addresses.includes(name) && !schemes.includes(new URL(value, document.baseURI).protocol)
              ? name + '=' + value : undefined),
      ]).filter(Boolean).slice(0, 10);
      """;

  @RegisterExtension static final Browser BROWSER = new Browser();
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of());

  private final TestPerson owner = HOUSE.owner();
  private final URI address = HOUSE.server().url();
  private final List<String> payloads = payloads();

  @Test
  void nothingThatPeopleWriteRuns() {
    assertThat(payloads).hasSizeGreaterThanOrEqualTo(PAYLOADS_MIN).doesNotHaveDuplicates();
    TestPerson mia = HOUSE.member("Mia");
    List<List<String>> pages = parts(payloads, MESSAGES_OF_A_PAGE);
    for (int i = 0; i < pages.size(); i++) {
      ConversationId thread = TestSteps.thread(owner, "Texts " + i, mia.account());
      pages.get(i).forEach(payload -> TestSteps.send(owner, thread, payload));
    }
    files(mia);
    polls(mia);
    names(mia);
    subjects(mia);

    Page page = BROWSER.open(address);
    page.cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", TRAP));
    page.go(address);
    page.signIn(mia.email(), TestServer.PASSWORD.value());
    page.shown(By.cssSelector("nav .entry"));
    assertHarmless(page, "subjects");
    for (int i = 0; i < pages.size(); i++) {
      look(page, "Texts " + i, pages.get(i).size());
    }
    look(page, "Files", 1);
    look(page, "Polls", 1);
    look(page, "Names", 1);
    page.press("People");
    page.shown(By.cssSelector(".roster .name"));
    assertHarmless(page, "names");
    page.write("@");
    assertHarmless(page, "mentions");
    notes(page);
  }

  private void look(Page page, String name, int messages) {
    page.choose(name);
    Awaitility.await("the messages of " + name)
        .atMost(Page.PATIENCE)
        .until(() -> page.texts(".message").size() >= Math.min(messages, 20));
    page.run("document.querySelectorAll('main *').forEach(each => { each.scrollTop = 0; })");
    page.later("requestAnimationFrame(() => requestAnimationFrame(() => done(true)))");
    assertHarmless(page, name);
  }

  private static void assertHarmless(Page page, String view) {
    assertThat((List<?>) page.ask(DANGERS)).as(view).isEmpty();
    assertThat(page.ask("return window.fired")).as(view).isEqualTo(0L);
    assertThat(page.violations()).as(view).isEmpty();
  }

  /** Files that call themselves so, and some that are pages and pictures with scripts. */
  private void files(TestPerson mia) {
    ConversationId thread = TestSteps.thread(owner, "Files", mia.account());
    TestFiles files = new TestFiles(address);
    List<String> names =
        payloads.stream().filter(payload -> payload.length() <= NAME_CHARS).toList();
    String drawn =
        "<svg xmlns='http://www.w3.org/2000/svg' onload='xss()'><script>xss()</script>"
            + "<foreignObject><iframe src='javascript:xss()'/></foreignObject></svg>";
    for (String name : List.of("a.svg", "b.png", "c.html", "d.jpg", "e.svg.png")) {
      files.share(owner, thread, name, drawn.getBytes(StandardCharsets.UTF_8));
    }
    for (String name : names) {
      tried(() -> files.share(owner, thread, name, new byte[] {'x'}));
    }
  }

  private void polls(TestPerson mia) {
    ConversationId thread = TestSteps.thread(owner, "Polls", mia.account());
    for (List<String> options : parts(payloads, 10)) {
      owner.call(
          new PollCommand.Create(
              TestSteps.clientId(),
              thread,
              options.getFirst(),
              options,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
  }

  /** Bots, as anybody who runs a workspace may name them. */
  private void names(TestPerson mia) {
    ConversationId thread = TestSteps.thread(owner, "Names", mia.account());
    TestSteps.send(owner, thread, "who is here");
    for (String payload : payloads) {
      if (payload.length() <= NAME_CHARS) {
        tried(() ->
            TestSteps.add(
                owner,
                thread,
                owner
                    .call(
                        new WorkspaceCommand.CreateBot(
                            TestSteps.clientId(),
                            TestSteps.workspace(owner),
                            payload,
                            Optional.empty()))
                    .account()));
      }
    }
  }

  private void subjects(TestPerson mia) {
    for (String payload : payloads) {
      tried(() -> TestSteps.thread(owner, payload, mia.account()));
    }
  }

  /** What somebody writes to those who are invited, read before anybody is signed in. */
  private void notes(Page page) {
    ConversationId thread = TestSteps.thread(owner, payloads.getFirst());
    for (List<String> some : parts(payloads, 3)) {
      JoinCommand.CreateLink link =
          new JoinCommand.CreateLink(
              TestSteps.clientId(),
              thread,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(String.join("\n", some)),
              Optional.empty(),
              Optional.of(true));
      page.go(address.resolve("/join#" + owner.call(link).token().value()));
      page.shown(By.cssSelector(".said-note"));
      assertHarmless(page, "note");
    }
  }

  /** Some payloads are no name or subject at all; those that are refused cannot be shown. */
  private static void tried(Runnable step) {
    try {
      step.run();
    } catch (TestDoor.Refused refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
    }
  }

  private static List<List<String>> parts(List<String> all, int size) {
    List<List<String>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      parts.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return parts;
  }

  private static List<String> payloads() {
    try (InputStream in =
        Objects.requireNonNull(
            LeakScriptsWireTest.class.getResourceAsStream("/xss/payloads.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
