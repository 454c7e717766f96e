package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestSteps;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;

/** Tests the page's service worker: a start without a connection, and pushes (issue 12). */
final class PageOfflineWireTest {
  @RegisterExtension static final Browser BROWSER = new Browser(true);

  @Test
  void pageStartsWithoutItsServerAndSaysSo() {
    Page page;
    try (PageHouse house = new PageHouse(Map.of())) {
      TestPerson nora = house.member("Nora");
      ConversationId thread = TestSteps.thread(house.owner(), "Canary-7313", nora.account());
      TestSteps.send(house.owner(), thread, "Canary-7313 text");
      page = BROWSER.signedIn(house, nora);
      page.choose("Canary-7313");
      page.awaitMessage("Canary-7313 text");
      Awaitility.await("the service worker")
          .atMost(Page.PATIENCE)
          .until(new PageWorker(page, house.server().url())::isActive);
      shows(page, house.server().url(), thread);
    }
    page.awaitText(By.cssSelector(".status"), "What you write is kept");
    page.reload();
    page.awaitText(By.cssSelector(".status"), "The server does not answer.");
    assertThat(page.everything()).doesNotContain("Canary-7313");
    assertThat(page.barriers("offline")).isEmpty();
    assertThat(new PageWorker(page, URI.create("http://localhost:1")).cached())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each).doesNotContain("/v1/").doesNotContain("Canary-7313"));
  }

  /** A push names a conversation; a withdrawal takes it off the screen. */
  private static void shows(Page page, URI server, ConversationId thread) {
    PageWorker worker = new PageWorker(page, server);
    String notice = "{\"type\":\"notice\",\"conversation\":\"%s\",\"pos\":17}".formatted(thread);
    BROWSER.allowNotifications(page);
    page.go(URI.create("about:blank"));
    worker.push(notice);
    page.go(server);
    Awaitility.await("a notification")
        .atMost(Page.PATIENCE)
        .until(() -> worker.notifications().equals(List.of("New message " + thread)));
    worker.push("{\"type\":\"withdraw\",\"conversation\":\"%s\"}".formatted(thread));
    Awaitility.await("no notification")
        .atMost(Page.PATIENCE)
        .until(() -> worker.notifications().isEmpty());
    // Who looks at the page is not told a second time.
    worker.push(notice);
    assertThat(worker.notifications()).isEmpty();
    page.awaitText(By.cssSelector("nav .entry .name"), "Canary-7313");
  }
}
