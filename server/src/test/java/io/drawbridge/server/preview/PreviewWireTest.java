package io.drawbridge.server.preview;

import static io.drawbridge.server.TestSteps.clientId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.preview.LinkPreview;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.preview.WantedStore.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Previews of links: read once, shown as the message shows, and by nobody's word but the page's.
 */
final class PreviewWireTest {
  @AutoClose
  private static final TestServer SERVER =
      TestServer.start(
          Map.of(
              ConfigKey.PREVIEWS,
              "on",
              ConfigKey.OUTBOUND_SCHEMES,
              "any",
              ConfigKey.OUTBOUND_ALLOWED,
              "127.0.0.0/8",
              ConfigKey.PREVIEWS_ALLOWED,
              "127.0.0.1"));

  @AutoClose private static final TestPages PAGES = new TestPages();
  private static final TestPerson ADA = SERVER.setUp("Ada");
  private static final TestPerson BEN = TestSteps.member(SERVER, ADA, "Ben");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ConversationId thread;

  @BeforeAll
  static void letExternalsToo() {
    ADA.call(
        Setting.of(
            ADA.call(new AccountCommand.Me()).workspaces().getFirst().workspace(),
            Setting.value(PolicyKey.LINK_PREVIEWS_EXTERNAL, true)));
  }

  @BeforeEach
  void openThread() {
    thread = TestSteps.thread(ADA, "Links", BEN.account());
  }

  private List<Message> history(TestDoor by) {
    Optional<Long> none = Optional.empty();
    return by.call(new MessageCommand.ShowHistory(thread, none, none, none, Optional.empty()))
        .messages();
  }

  private List<LinkPreview> shown(TestDoor by, long pos) {
    return history(by).stream()
        .filter(message -> message.pos() == pos)
        .findFirst()
        .orElseThrow()
        .previews();
  }

  /** Waits until nothing is to be read any more. */
  private static void settled() {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          try (Handle handle = SERVER.database().open()) {
            return handle
                .createQuery("select count(*) = 0 from preview_wanted")
                .mapTo(Boolean.class)
                .one();
          }
        });
  }

  /** Says something whose page is read after all that was said before it, and waits for it. */
  private void afterwards() {
    ConversationId other = TestSteps.thread(ADA, "Other");
    String path = "/after-" + clientId();
    TestSteps.send(ADA, other, PAGES.url(path));
    await().atMost(PATIENCE).until(() -> !PAGES.calls(path).isEmpty());
    settled();
  }

  @ParameterizedTest
  @EnumSource
  void pageIsReadOnceAndToldToWhoSeesTheMessage(Door door) {
    String path = "/told-" + clientId();
    String url = PAGES.url(path);
    LinkPreview expected =
        new LinkPreview(url, "Page " + path, Optional.of("what it is"), Optional.empty());
    try (Door.Entered at = door.enter(BEN);
        TestClient adas = ADA.connect()) {
      adas.call(new InterestCommand.Open(thread, Optional.empty()));
      long pos = TestSteps.send(at, thread, "look: " + url + ".").pos();
      LogEvent.MessagePreviews told = adas.await(LogEvent.MessagePreviews.class);
      assertThat(told.target()).isEqualTo(pos);
      assertThat(told.previews()).containsExactly(expected);
      assertThat(shown(at, pos)).containsExactly(expected);

      long again = TestSteps.send(at, thread, url).pos();
      adas.await(LogEvent.MessagePreviews.class, event -> event.target() == again);
      assertThat(PAGES.calls(path)).hasSize(1);
      assertThat(PAGES.calls(path).getFirst().headers())
          .doesNotContainKeys("Cookie", "Referer", "Authorization");
    }
  }

  @ParameterizedTest
  @EnumSource
  void authorTakesThemAwayAndAnEditDoesToo(Door door) {
    String url = PAGES.url("/gone-" + clientId());
    try (Door.Entered at = door.enter(BEN);
        TestClient adas = ADA.connect()) {
      adas.call(new InterestCommand.Open(thread, Optional.empty()));
      long pos = TestSteps.send(at, thread, url).pos();
      adas.await(LogEvent.MessagePreviews.class, event -> event.target() == pos);
      TestSteps.refused(
          ErrorCode.NOT_ALLOWED,
          () -> ADA.call(new MessageCommand.RemovePreviews(clientId(), thread, pos)));
      at.call(new MessageCommand.RemovePreviews(clientId(), thread, pos));
      adas.await(LogEvent.MessagePreviews.class, event -> event.previews().isEmpty());
      assertThat(shown(at, pos)).isEmpty();
      assertThat(at.call(new MessageCommand.RemovePreviews(clientId(), thread, pos)).pos())
          .isEqualTo(pos);
      at.call(new MessageCommand.Edit(clientId(), thread, pos, url + " again"));
      afterwards();
      assertThat(shown(at, pos)).isEmpty();

      long edited = TestSteps.send(at, thread, url).pos();
      adas.await(LogEvent.MessagePreviews.class, event -> event.target() == edited);
      at.call(new MessageCommand.Edit(clientId(), thread, edited, "nothing to see"));
      assertThat(shown(at, edited)).isEmpty();
      settled();
      assertThat(shown(at, edited)).isEmpty();

      long deleted = TestSteps.send(at, thread, url).pos();
      adas.await(LogEvent.MessagePreviews.class, event -> event.target() == deleted);
      at.call(new MessageCommand.Delete(clientId(), thread, deleted));
      assertThat(shown(at, deleted)).isEmpty();
    }
  }

  @Test
  void wishOfAnEditOutlastsTheReadingOfWhatWasBefore() {
    long pos = TestSteps.send(ADA, thread, "new").pos();
    DomainId home =
        DomainId.of(ADA.call(new AccountCommand.Me()).workspaces().getFirst().workspace());
    WantedStore store = new WantedStore();
    int kept =
        SERVER
            .database()
            .database()
            .write(handle -> {
              store.want(handle, home, wanted(pos, "new"));
              store.want(handle, home, wanted(pos, "old"));
              store.done(handle, wanted(pos, "old"));
              int wishes = wishes(handle);
              store.done(handle, wanted(pos, "new"));
              return wishes - wishes(handle);
            });
    assertThat(kept).isEqualTo(1);
  }

  private Wanted wanted(long pos, String url) {
    return new Wanted(thread, pos, ADA.account(), List.of(url));
  }

  private int wishes(Handle handle) {
    return handle
        .createQuery("select count(*) from preview_wanted where conversation = :thread")
        .bind("thread", thread.value())
        .mapTo(Integer.class)
        .one();
  }

  /** Leak75: a redirect is judged as the link itself, and there are few. */
  @Test
  void leak75RedirectLeadsNowhereThatMayNotBeCalled() {
    String good = "/good-" + clientId();
    PAGES.redirect(good, good + "/end");
    String inside = "/inside-" + clientId();
    PAGES.redirect(inside, "http://127.0.0.2:" + SERVER.url().getPort() + "/");
    String round = "/round-" + clientId();
    PAGES.redirect(round, round);
    String own = "/own-" + clientId();
    PAGES.redirect(own, SERVER.url().toString());
    long pos = TestSteps.send(ADA, thread, PAGES.url(good)).pos();
    long none =
        TestSteps.send(
                ADA, thread, PAGES.url(inside) + " " + PAGES.url(round) + " " + PAGES.url(own))
            .pos();
    await().atMost(PATIENCE).until(() -> !shown(ADA, pos).isEmpty());
    await().atMost(PATIENCE).until(() -> !PAGES.calls(own).isEmpty());
    settled();
    assertThat(shown(ADA, none)).isEmpty();
    assertThat(PAGES.calls(round)).hasSize(4);
  }

  /** Leak69, Leak67: who was removed while a page was read is told nothing after the receipt. */
  @Test
  void leak69PreviewInTheMiddleOfARemovalIsToldToWhoIsThere() {
    TestPerson olga = TestSteps.external(SERVER, ADA, thread, "Olga" + clientId());
    String path = "/held-" + clientId();
    CountDownLatch go = PAGES.hold(path);
    try (TestClient olgas = olga.connect();
        TestClient bens = BEN.connect()) {
      olgas.call(new InterestCommand.Open(thread, Optional.empty()));
      bens.call(new InterestCommand.Open(thread, Optional.empty()));
      long pos = TestSteps.send(ADA, thread, PAGES.url(path)).pos();
      olgas.await(LogEvent.MessagePosted.class);
      await().atMost(PATIENCE).until(() -> !PAGES.calls(path).isEmpty());
      TestSteps.remove(ADA, thread, olga.account());
      go.countDown();
      bens.await(LogEvent.MessagePreviews.class, event -> event.target() == pos);
      assertThat(olgas.events(LogEvent.MessagePreviews.class)).isEmpty();
      TestSteps.refused(ErrorCode.NOT_FOUND, () -> history(olga));
    }
  }

  /** Leak67: what is shown is judged by the author's right of the moment it is read. */
  @Test
  void leak67AuthorWhoWasRemovedShowsNothingMore() {
    TestPerson olga = TestSteps.external(SERVER, ADA, thread, "Olga" + clientId());
    String path = "/author-" + clientId();
    CountDownLatch go = PAGES.hold(path);
    long pos = TestSteps.send(olga, thread, PAGES.url(path)).pos();
    await().atMost(PATIENCE).until(() -> !PAGES.calls(path).isEmpty());
    TestSteps.remove(ADA, thread, olga.account());
    go.countDown();
    settled();
    assertThat(shown(ADA, pos)).isEmpty();
  }

  @Test
  void whatExternalsWriteAndWhereTheyAreIsNotReadUnlessAPolicySaysSo() {
    ADA.call(Setting.of(thread, Setting.value(PolicyKey.LINK_PREVIEWS_EXTERNAL, false)));
    TestPerson olga = TestSteps.external(SERVER, ADA, thread, "Olga" + clientId());
    String theirs = "/theirs-" + clientId();
    String beside = "/beside-" + clientId();
    TestSteps.send(olga, thread, PAGES.url(theirs));
    TestSteps.send(ADA, thread, PAGES.url(beside));
    afterwards();
    assertThat(PAGES.calls(theirs)).isEmpty();
    assertThat(PAGES.calls(beside)).isEmpty();
  }

  @Test
  void policyTurnsThemOff() {
    ADA.call(Setting.of(thread, Setting.value(PolicyKey.LINK_PREVIEWS, false)));
    String path = "/off-" + clientId();
    TestSteps.send(ADA, thread, PAGES.url(path));
    afterwards();
    assertThat(PAGES.calls(path)).isEmpty();
  }

  /** Leak76: links of an hour are counted, and pages that are kept are bounded. */
  @Test
  void leak76LinksOfAnHourAndPagesAreBounded() {
    TestPerson carl = TestSteps.member(SERVER, ADA, "Carl" + clientId());
    ConversationId own = TestSteps.thread(carl, "Much");
    SERVER
        .database()
        .execute(
            "insert into preview_use (scope, hour, links)"
                + " values (?, date_trunc('hour', clock_timestamp()), ?)",
            carl.account().value(),
            (long) WantPreviews.LINKS_PER_ACCOUNT_AND_HOUR_MAX);
    String path = "/much-" + clientId();
    TestSteps.send(carl, own, PAGES.url(path));
    afterwards();
    assertThat(PAGES.calls(path)).isEmpty();
    SERVER
        .database()
        .execute(
            "insert into preview_page (key, title, expires_at, leased_until)"
                + " select sha256(n::text::bytea), 'x', now() + interval '1 hour', '-infinity'"
                + " from generate_series(1, ?) n",
            PageStore.PAGES_MAX + 100);
    SERVER
        .database()
        .database()
        .write(handle -> {
          new PageStore().sweep(handle);
          return true;
        });
    try (Handle handle = SERVER.database().open()) {
      assertThat(handle.createQuery("select count(*) from preview_page").mapTo(Integer.class).one())
          .isEqualTo(PageStore.PAGES_MAX);
    }
  }
}
