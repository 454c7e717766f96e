package io.drawbridge.server.preview;

import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.preview.LinkPreview;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.SightRules;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.db.Sha256;
import io.drawbridge.server.delivery.append.MessagePreviews;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.preview.WantedStore.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the pages of messages that want previews, and lets the messages show them: by the right
 * that their authors have at that moment, and under the policies of that moment. Any node takes any
 * message; none takes what another one is at.
 */
final class ShowPages {
  static final Duration EVERY = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(ShowPages.class);
  private static final int AT_ONCE = 8;
  private static final int TRIES_MAX = 5;

  /** Longer than a message of three links takes, with all their redirects. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private static final Duration AGAIN = Duration.ofSeconds(3);
  private static final Duration GOOD = Duration.ofHours(24);
  private static final Duration EMPTY_GOOD = Duration.ofHours(1);

  private final Platform platform;
  private final AccessGate gate;
  private final WriterLanes lanes;
  private final PageReader reader;
  private final WantedStore wanted = new WantedStore();
  private final PageStore pages = new PageStore();
  private volatile boolean closed;

  ShowPages(Platform platform, AccessGate gate, WriterLanes lanes, PageReader reader) {
    this.platform = platform;
    this.gate = gate;
    this.lanes = lanes;
    this.reader = reader;
  }

  /** Reads what is waiting, some at once, until nothing is. */
  void round() {
    List<Wanted> some = leased();
    while (!some.isEmpty()) {
      CompletableFuture.allOf(
              some.stream()
                  .map(each -> CompletableFuture.runAsync(() -> guarded(each), platform.threads()))
                  .toArray(CompletableFuture[]::new))
          .join();
      some = leased();
    }
  }

  /** From now on calls are cut off: what they did not read says nothing of the page. */
  void close() {
    closed = true;
  }

  void sweep() {
    platform
        .database()
        .write(handle -> {
          wanted.sweep(handle);
          pages.sweep(handle);
          return true;
        });
  }

  private List<Wanted> leased() {
    return platform.database().write(handle -> wanted.lease(handle, LEASE, AT_ONCE));
  }

  private void guarded(Wanted message) {
    try {
      one(message);
    } catch (RuntimeException e) {
      // The lease ends, and another round tries again.
      LOG.atWarn()
          .setCause(e)
          .log("the links of a message in {} were not read", message.conversation());
    }
  }

  private void one(Wanted message) {
    Optional<PostPermit> permit = permit(message);
    List<LinkPreview> shown = new ArrayList<>();
    boolean all = true;
    if (permit.isPresent()) {
      for (String url : message.urls()) {
        Optional<PageStore.Known> known = page(url);
        all &= known.isPresent();
        known
            .flatMap(PageStore.Known::page)
            .ifPresent(page ->
                shown.add(new LinkPreview(url, page.title(), page.description(), page.site())));
      }
    }
    if (!all) {
      platform
          .database()
          .write(handle -> {
            wanted.later(handle, message, AGAIN, TRIES_MAX);
            return true;
          });
      return;
    }
    if (!shown.isEmpty()) {
      show(message, shown);
    }
    platform
        .database()
        .write(handle -> {
          wanted.done(handle, message);
          return true;
        });
  }

  /** The author's right to what is read for their message; empty if there is none, or no wish. */
  private Optional<PostPermit> permit(Wanted message) {
    try {
      // It has no session; where one is asked for, the message stands for it.
      Caller author = new Caller(message.author(), new SessionId(message.pos()));
      PostPermit permit = gate.post(author, message.conversation(), Action.Post.EDIT_OWN);
      boolean outside =
          !SightRules.previewsOutside(permit.conversation())
              && platform
                  .database()
                  .query(handle -> wanted.seenOutside(handle, message.conversation()));
      return Optional.of(permit).filter(it -> SightRules.previews(it.conversation()) && !outside);
    } catch (Failure gone) {
      return Optional.empty();
    }
  }

  /** The page, from before or read now; empty if another node reads it, or this one stops. */
  private Optional<PageStore.Known> page(String url) {
    Optional<PageStore.Known> known = platform.database().query(handle -> pages.find(handle, url));
    if (known.isPresent()
        || !platform.database().write(handle -> pages.claim(handle, url, LEASE))) {
      return known;
    }
    Optional<Page> read = reader.read(url);
    if (closed && read.isEmpty()) {
      platform
          .database()
          .write(handle -> {
            pages.release(handle, url);
            return true;
          });
      return Optional.empty();
    }
    platform
        .database()
        .write(handle -> {
          pages.put(handle, url, read, read.isPresent() ? GOOD : EMPTY_GOOD);
          return true;
        });
    return Optional.of(new PageStore.Known(read));
  }

  private void show(Wanted message, List<LinkPreview> shown) {
    // Asked again: reading takes seconds, and people come and go.
    Optional<PostPermit> permit = permit(message);
    if (permit.isEmpty()) {
      return;
    }
    String once = Long.toString(platform.ids().next(), 36);
    MessagePreviews previews =
        new MessagePreviews(
            message.pos(),
            message.urls(),
            shown,
            // A client cannot have sent it: client ids have no spaces.
            new RequestKey(message.author(), "preview " + once, Sha256.of(once)));
    try {
      lanes.append(permit.get(), previews).toCompletableFuture().join();
    } catch (CompletionException refused) {
      LOG.debug("a message in {} shows no previews", message.conversation(), refused);
    }
  }
}
