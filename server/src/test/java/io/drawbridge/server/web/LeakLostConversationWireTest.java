package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.file.TestFiles;
import io.drawbridge.server.web.heap.HeapSnapshot;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/**
 * Tests that nothing of a lost conversation stays in a browser: not on the screen, not in memory,
 * not in any storage (GLUE-23, N-8, issue 12.5).
 */
final class LeakLostConversationWireTest {
  /** The beginning of every word that must be gone. */
  private static final String CANARY = "qzxkanarie";

  /** What must be found: it is in a conversation that stays. */
  private static final String CONTROL = "qzxstays";

  /** Browsers' tools cut no sockets: each is closed before a word is said. */
  private static final String NO_SOCKETS =
      """
      observed.WebSocket = WebSocket;
      window.WebSocket = class extends WebSocket {
        constructor(address) {
          super(address);
          this.addEventListener('open', () => this.close());
        }

        send() {}
      };
      observed.sockets.forEach(each => each.close());
      """;

  @RegisterExtension static final Browser BROWSER = new Browser(true);
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of());

  private final TestPerson owner = HOUSE.owner();
  private final URI address = HOUSE.server().url();
  private final TestFiles files = new TestFiles(address);

  @TempDir Path folder;

  @Test
  void nothingOfItStaysInAnyTab() throws IOException {
    ConversationId thread = TestSteps.thread(owner, CANARY + "subject");
    TestPerson vera = HOUSE.external(thread, "Vera");
    TestPerson bert = HOUSE.member(CANARY + "author");
    TestSteps.add(owner, thread, bert.account());
    IntStream.range(0, 55).forEach(i -> TestSteps.send(bert, thread, CANARY + "message " + i));
    files.share(bert, thread, CANARY + "picture.png", picture());
    files.share(bert, thread, CANARY + "file.txt", new byte[] {'h', 'i'});
    TestSteps.send(owner, TestSteps.thread(owner, "Other", vera.account()), CONTROL);
    TestSteps.send(bert, thread, CANARY + "newest");

    Page live = BROWSER.signedIn(HOUSE, vera);
    Page away = BROWSER.tab(live, address);
    for (Page page : List.of(live, away)) {
      page.click(By.cssSelector("#entry-" + thread));
      awaitSeen(page, CANARY + "message 54");
    }
    read(live);
    search(live);
    PageWorker worker = new PageWorker(live, address);
    Awaitility.await("the service worker").atMost(Page.PATIENCE).until(worker::isActive);
    goOffline(away);

    TestSteps.remove(owner, thread, vera.account());
    comeBack(away);
    for (Page page : List.of(live, away)) {
      awaitGone(page);
      assertNothingIn(page);
    }
    assertThat(worker.cached()).isNotEmpty().noneMatch(each -> each.contains(CANARY));
  }

  /** Reads, scrolls back, looks who is there, loads a file down and another up, and types. */
  private void read(Page page) throws IOException {
    page.shown(By.cssSelector(".files img[src^='blob:']"));
    page.press("People");
    page.shown(By.cssSelector(".roster .name"));
    page.run("document.querySelectorAll('main .scroll').forEach(each => { each.scrollTop = 0; })");
    awaitSeen(page, CANARY + "message 3");
    page.click(By.cssSelector(".files button"));
    Path own = Files.writeString(folder.resolve(CANARY + "upload.txt"), "mine");
    page.attach(own);
    page.write(CANARY + "draft");
  }

  private static void search(Page page) {
    page.type("Find messages", "1");
    page.keys(Keys.ENTER);
    page.shown(By.cssSelector(".found .hit-text"));
    assertThat(page.everything()).contains(CANARY + "message");
  }

  /** The page is read as a whole: nothing that asks it for a text may bring that text into it. */
  private static void awaitSeen(Page page, String text) {
    Awaitility.await(text).atMost(Page.PATIENCE).until(() -> page.everything().contains(text));
  }

  private static void goOffline(Page page) {
    network(page, true);
    page.run(NO_SOCKETS);
    page.awaitText(By.cssSelector(".status"), "You are offline. What you write is kept");
    page.write(CANARY + "written while away");
    page.keys(Keys.ENTER);
  }

  private static void comeBack(Page page) {
    page.run("window.WebSocket = observed.WebSocket");
    network(page, false);
  }

  private static void network(Page page, boolean offline) {
    page.cdp(
        "Network.emulateNetworkConditions",
        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /** The line that says what was lost goes after a moment. */
  private static void awaitGone(Page page) {
    Awaitility.await("nothing shown")
        .atMost(Page.PATIENCE)
        .until(() -> !page.everything().contains(CANARY));
  }

  private static void assertNothingIn(Page page) {
    assertThat(page.everything()).doesNotContain(CANARY);
    assertThat(page.kept()).doesNotContain(CANARY);
    assertThat(page.ask("return document.title + location.href").toString()).doesNotContain(CANARY);
    assertThat(page.later("indexedDB.databases().then(all => done(JSON.stringify(all)))"))
        .isEqualTo("[]");
    assertThat(page.later(LIVING)).as("object URLs that still lead somewhere").isEqualTo("");
    HeapSnapshot heap = new HeapSnapshot(BROWSER.heap(page));
    assertThat(heap.holders(CONTROL)).as("what stays").isNotEmpty();
    assertThat(heap.holders(CANARY)).isEmpty();
  }

  /** Those of the addresses that the page ever made which a picture could still be read from. */
  private static final String LIVING =
      """
      Promise.all(observed.urls.map(url => new Promise(told => {
        const image = new Image();
        image.onload = () => told(url);
        image.onerror = () => told('');
        image.src = url;
      }))).then(all => done(all.join('')))
      """;

  private static byte[] picture() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }
}
