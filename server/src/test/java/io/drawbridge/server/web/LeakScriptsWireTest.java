package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.PollCommand;
import io.drawbridge.protocol.file.FileName;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.file.TestFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/**
 * Tests that what people write is text and nothing else, in every field that they fill: none of the
 * payloads in {@code xss/payloads.txt} runs, becomes an element, or makes the browser ask the
 * page's policy for leave.
 */
final class LeakScriptsWireTest {
  private static final int PAYLOADS_MIN = 200;

  /** Half of a line of a name: a payload that is longer is in the longer fields. */
  private static final int NAME_CHARS = 100;

  private static final int LINE_CHARS = 200;
  private static final int TITLE_CHARS = 300;
  private static final int NOTE_CHARS = 500;
  private static final int TEXT_CHARS = 250;
  private static final int LINKS_OF_A_MESSAGE = 3;
  private static final int CARDS = 4;
  private static final int LISTED_MIN = 150;

  private static final String DRAWN =
      "<svg xmlns='http://www.w3.org/2000/svg' onload='xss()'><script>xss()</script>"
          + "<foreignObject><iframe src='javascript:xss()'/></foreignObject></svg>";

  private static final String TRAP =
      "window.fired = 0; window.xss = window.alert = () => { window.fired++; };";

  /** What a text has become that is more than text. */
  private static final String DANGERS =
      """
      const schemes = ['http:', 'https:', 'mailto:', 'blob:', 'ftp:'];
      const addresses =
        ['href', 'src', 'action', 'formaction', 'data', 'poster', 'xlink:href', 'ping'];
      const elements = ['script', 'iframe', 'object', 'embed', 'base', 'meta', 'link', 'style',
        'frame', 'frameset', 'applet', 'template', 'math', 'foreignobject', 'video', 'audio', 'source',
        'animate', 'set', 'marquee'];
      return [...document.querySelectorAll('body *:not(noscript)')].flatMap(each => [
        elements.includes(each.localName) ? each.localName : undefined,
        ...[...each.attributes].map(({name, value}) =>
          /^on/i.test(name) || name === 'srcdoc' ? name
            : addresses.includes(name) && !schemes.includes(new URL(value, document.baseURI).protocol)
              ? name + '=' + value : undefined),
      ]).filter(Boolean).slice(0, 10);
      """;

  private static final By OTHER =
      By.xpath(
          "//*[@class='roster']//button[contains(@class, 'open') and not(contains(., '(you)'))]");

  @RegisterExtension static final Browser BROWSER = new Browser();

  @AutoClose
  static final PageHouse HOUSE =
      new PageHouse(
          Map.of(
              ConfigKey.PREVIEWS,
              "on",
              ConfigKey.OUTBOUND_SCHEMES,
              "any",
              ConfigKey.OUTBOUND_ALLOWED,
              "127.0.0.0/8",
              ConfigKey.PREVIEWS_ALLOWED,
              "127.0.0.1"));

  private static final TestPerson MIA = HOUSE.member("Mia");

  private final TestPerson owner = HOUSE.owner();
  private final URI address = HOUSE.server().url();

  @Test
  void nothingThatMembersReadRuns() throws IOException {
    assertThat(Payloads.ALL).hasSizeGreaterThanOrEqualTo(PAYLOADS_MIN).doesNotHaveDuplicates();
    List<String> pages = Payloads.packed(" ", TITLE_CHARS);
    try (LinkedPages site = new LinkedPages(pages)) {
      ConversationId links = thread("Links");
      parts(site.addresses(), LINKS_OF_A_MESSAGE)
          .forEach(some -> send(links, String.join(" ", some)));
      ConversationId texts = thread("Texts");
      each(Payloads.packed("\n\n", TEXT_CHARS), text -> send(texts, text));
      each(
          Payloads.packed(" ", LINE_CHARS),
          subject -> TestSteps.thread(owner, subject, MIA.account()));
      each(Payloads.packed(" ", NAME_CHARS), name -> TestSteps.group(owner, name, MIA.account()));
      ConversationId files = thread("Files");
      files(files);
      ConversationId polls = thread("Polls");
      polls(polls);

      Page page = BROWSER.open(address);
      trap(page);
      page.signIn(MIA.email(), TestServer.PASSWORD.value());
      // All of it is asked for once one looks through it.
      page.press("Mentions");
      page.press("All");
      await("the list", () -> count(page, "nav .entry") >= LISTED_MIN);
      assertHarmless(page, "the list");
      look(page, texts, ".message .text", 40);
      look(page, links, ".preview-card", pages.size());
      look(page, files, ".files li", 30);
      look(page, polls, ".poll", 3);
    }
  }

  /** One after the other, as somebody changes a card while others look at it. */
  @Test
  void nothingThatACardSaysRuns() {
    List<List<String>> cards = parts(Payloads.packed(" ", NAME_CHARS), CARDS);
    ConversationId thread = TestSteps.thread(owner, "Cards", MIA.account());
    TestSteps.send(owner, thread, "hello");
    Page page = BROWSER.open(address);
    trap(page);
    page.signIn(MIA.email(), TestServer.PASSWORD.value());
    page.choose("Cards");
    page.press("People");
    for (List<String> said : cards) {
      owner.call(card(said));
      page.click(OTHER);
      page.shown(By.cssSelector(".card-head"));
      assertHarmless(page, "card");
      page.keys(Keys.ESCAPE);
    }
  }

  /** What is read before anybody is signed in: who invites, to what, and what they say to it. */
  @Test
  void nothingThatAnInvitationSaysRuns() {
    Page page = BROWSER.open(address);
    trap(page);
    for (String note : Payloads.packed("\n", NOTE_CHARS)) {
      ConversationId thread = TestSteps.thread(owner, note.lines().findFirst().orElseThrow());
      page.go(address.resolve("/join#" + owner.call(link(thread, note)).token().value()));
      page.shown(By.cssSelector(".said-note"));
      assertHarmless(page, "note");
    }
  }

  private void look(Page page, ConversationId where, String each, int most) {
    page.go(address.resolve("#c/" + where));
    await(each, () -> count(page, each) >= most);
    page.later("requestAnimationFrame(() => requestAnimationFrame(() => done(true)))");
    assertHarmless(page, each);
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(Page.PATIENCE).until(condition);
  }

  private static long count(Page page, String selector) {
    return (Long) page.ask("return document.querySelectorAll('%s').length".formatted(selector));
  }

  private void trap(Page page) {
    page.cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", TRAP));
    page.go(address);
  }

  private static void assertHarmless(Page page, String view) {
    assertThat((List<?>) page.ask(DANGERS)).as(view).isEmpty();
    assertThat(page.ask("return window.fired")).as(view).isEqualTo(0L);
    assertThat(page.violations()).as(view).isEmpty();
  }

  private ConversationId thread(String name) {
    return TestSteps.thread(owner, name, MIA.account());
  }

  private void send(ConversationId thread, String text) {
    TestSteps.send(owner, thread, text);
  }

  /** Files that are called so, and some that are pages and pictures with scripts. */
  private void files(ConversationId thread) {
    TestFiles files = new TestFiles(address);
    for (String name : List.of("a.svg", "b.png", "c.html", "d.jpg", "e.svg.png")) {
      files.share(owner, thread, name, DRAWN.getBytes(StandardCharsets.UTF_8));
    }
    each(
        Payloads.packed(" ", LINE_CHARS),
        name -> files.share(owner, thread, FileName.of(name), new byte[] {'x'}));
  }

  private void polls(ConversationId thread) {
    for (List<String> options : parts(Payloads.packed(" ", LINE_CHARS), 20)) {
      owner.call(
          new PollCommand.Create(
              TestSteps.clientId(),
              thread,
              String.join("\n\n", options),
              options,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
  }

  private static AccountCommand.Update card(List<String> said) {
    return new AccountCommand.Update(
        TestSteps.clientId(),
        said.stream().findFirst(),
        said.stream().skip(1).findFirst(),
        said.stream().skip(2).findFirst(),
        said.stream().skip(3).findFirst(),
        Optional.empty(),
        Optional.empty());
  }

  private static JoinCommand.CreateLink link(ConversationId thread, String note) {
    return new JoinCommand.CreateLink(
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
        Optional.of(note),
        Optional.empty(),
        Optional.of(true));
  }

  /** Some payloads are no name or subject at all; what is refused cannot be shown. */
  private static void each(List<String> texts, Consumer<String> step) {
    for (String text : texts) {
      try {
        step.accept(text);
      } catch (ProtocolException refused) {
        assertThat(refused).hasMessageContaining("expected");
      } catch (TestDoor.Refused refused) {
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
      }
    }
  }

  private static <T> List<List<T>> parts(List<T> all, int size) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      parts.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return parts;
  }

  /** Pages that say of themselves what a test wants: in their titles and what describes them. */
  private static final class LinkedPages implements AutoCloseable {
    private final HttpServer server;
    private final List<String> said;

    LinkedPages(List<String> said) throws IOException {
      this.said = List.copyOf(said);
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::answer);
      server.start();
    }

    List<String> addresses() {
      return IntStream.range(0, said.size())
          .mapToObj("http://127.0.0.1:%d/%%d".formatted(server.getAddress().getPort())::formatted)
          .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
      int index = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
      String text =
          said.get(index).replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
      byte[] page =
          """
          <title>%1$s</title>
          <meta name="description" content="%1$s"><meta property="og:site_name" content="%1$s">
          """
              .formatted(text)
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
      exchange.close();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  /** Texts that would run {@code xss()} if a page took them for markup, code or an address. */
  private static final class Payloads {
    /** Each of them once. */
    static final List<String> ALL = read();

    private Payloads() {}

    /** As few texts as hold all that are not too long, several in each. */
    static List<String> packed(String between, int charsMax) {
      List<String> packed = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      for (String payload : ALL) {
        if (payload.length() > charsMax) {
          continue;
        }
        if (text.length() + between.length() + payload.length() > charsMax) {
          packed.add(text.toString());
          text.setLength(0);
        }
        text.append(text.isEmpty() ? "" : between).append(payload);
      }
      packed.add(text.toString());
      return packed;
    }

    private static List<String> read() {
      try (InputStream in =
          Objects.requireNonNull(Payloads.class.getResourceAsStream("/xss/payloads.txt"))) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }
}
