package io.drawbridge.server.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The service worker of a page's browser, as its developers' tools see it. */
final class PageWorker {
  private final Page page;
  private final URI server;

  PageWorker(Page page, URI server) {
    this.page = page;
    this.server = server;
  }

  /** Returns whether it has kept all and is in charge. */
  boolean isActive() {
    return (Boolean)
        page.later(
            """
            navigator.serviceWorker.getRegistration()
              .then(worker => done(worker?.active?.state === 'activated'))
            """);
  }

  /** The addresses of everything that is kept, with the text of what is kept there. */
  @SuppressWarnings("unchecked") // a script's array
  List<String> cached() {
    return (List<String>)
        page.later(
            """
            (async () => {
              const all = [];
              for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const request of await cache.keys()) {
                  all.push(request.url + '\\n' + await (await cache.match(request)).text());
                }
              }
              done(all);
            })()
            """);
  }

  /** Brings a push, as a push service would. */
  void push(String data) {
    page.cdp("ServiceWorker.enable", Map.of());
    page.cdp(
        "ServiceWorker.deliverPushMessage",
        Map.of("origin", origin() + "/", "registrationId", "0", "data", data));
  }

  /** The titles and tags of the notifications that are shown. */
  @SuppressWarnings("unchecked") // a script's array
  List<String> notifications() {
    return (List<String>)
        page.later(
            """
            navigator.serviceWorker.ready.then(worker => worker.getNotifications())
              .then(shown => done(shown.map(each => each.title + ' ' + each.tag)))
            """);
  }

  private String origin() {
    return "%s://%s:%d"
        .formatted(server.getScheme(), Objects.requireNonNull(server.getHost()), server.getPort());
  }
}
