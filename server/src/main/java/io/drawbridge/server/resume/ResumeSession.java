package io.drawbridge.server.resume;

import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.ConversationEnded;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.conversation.Head;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.SessionResult.Resumed;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.view.Views;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.change.ConversationViews.Rendered;
import io.drawbridge.server.delivery.log.EventLog.Wanted;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.resume.ResumeStore.Overview;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.Since;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Catches a session up after a reconnect: what was gained, lost and changed, how far everything has
 * got, and the events after each cursor. It never uses a buffer of the old connection: all of it is
 * read again, under the rights of this moment. Too much, too long ago, or of a life of the database
 * that has ended is said aloud ({@code resync}).
 */
final class ResumeSession {
  /**
   * The time by which the start is moved back. A change is stamped before it commits; anything that
   * may have been under way then is sent again.
   */
  static final Duration SLACK = Duration.ofSeconds(60);

  /** The longest time a resume reaches back: as long as events are kept. */
  static final Duration SINCE_MAX = Duration.ofDays(30);

  static final int CHANGES_MAX = 1_000;

  private final AccessGate gate;
  private final Views views;
  private final CatchUp catchUp;
  private final ResumeStore store;
  private final DatabaseClock clock;

  ResumeSession(
      AccessGate gate, Views views, CatchUp catchUp, ResumeStore store, DatabaseClock clock) {
    this.gate = gate;
    this.views = views;
    this.catchUp = catchUp;
    this.store = store;
    this.clock = clock;
  }

  CompletionStage<Answer<Resumed>> handle(Session session, SessionCommand.Resume command) {
    long now = clock.nowMicros();
    Since next = new Since(clock.incarnation(), now);
    Optional<Since> since =
        Since.parse(command.since())
            .filter(from -> from.incarnation().equals(next.incarnation()))
            .filter(from -> now - from.micros() <= micros(SINCE_MAX));
    if (since.isEmpty()) {
      return answer(Resuming.resync(next).followedBy(() -> Started.of(session).release(session)));
    }
    Overview overview =
        store.since(
            session.caller().account(),
            Math.max(0, Math.min(since.get().micros(), now) - micros(SLACK)),
            CHANGES_MAX);
    // Too much to tell: the inbox has to be listed again, but what is open continues from its
    // cursor.
    boolean resync = overview.news().size() > CHANGES_MAX;
    Overview told = resync ? Overview.NOTHING : overview;
    List<Wanted> wanted = wanted(session, command.cursors());
    List<ConversationId> held =
        wanted.stream().map(each -> each.permit().conversation().id()).toList();
    catchUp.hold(session, held);
    try {
      List<Gap> gaps = catchUp.read(wanted);
      return answer(
          Resuming.answer(next, resync, parts(session.caller().account(), told, gaps))
              .followedBy(() -> {
                catchUp.release(session, gaps);
                Started.of(session).release(session);
              }));
    } catch (RuntimeException problem) {
      catchUp.abandon(session, held);
      throw problem;
    }
  }

  /** The cursors of what the caller may read now; the rest is not there. */
  private List<Wanted> wanted(Session session, List<Cursor> cursors) {
    Map<ConversationId, Long> last = new LinkedHashMap<>();
    cursors.forEach(cursor -> last.merge(cursor.conversation(), cursor.pos(), Math::max));
    List<Wanted> wanted = new ArrayList<>(last.size());
    last.forEach((conversation, pos) ->
        permit(session, conversation).ifPresent(permit -> wanted.add(new Wanted(permit, pos))));
    return wanted;
  }

  private Optional<ReadPermit> permit(Session session, ConversationId conversation) {
    try {
      return Optional.of(gate.read(session.caller(), conversation));
    } catch (Failure refused) {
      if (refused.rightGone()) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private List<Part<Resuming>> parts(AccountId reader, Overview overview, List<Gap> gaps) {
    List<Part<Resuming>> parts = new ArrayList<>();
    for (News news : overview.news()) {
      news.ended().ifPresent(ended -> parts.add(lost(reader, news, ended)));
      @Nullable Rendered rendered = overview.views().get(news.conversation());
      if (rendered != null) {
        ConversationView view = rendered.view();
        parts.add(
            new Part<>(
                rendered.tag(),
                news.fresh() ? new Resuming.Gained(view) : new Resuming.Changed(view)));
      }
      news.head().ifPresent(head -> parts.add(head(news, head)));
    }
    for (Gap gap : gaps) {
      ConversationId conversation = gap.permit().conversation().id();
      parts.add(
          new Part<>(
              new Tag.Conversation(
                  gap.permit().conversation().domain(), conversation, gap.permit().asOf()),
              new Resuming.Opened(conversation)));
    }
    return parts;
  }

  /** A fact of the reader's own account, unless they have come back since it was read. */
  private Part<Resuming> lost(AccountId reader, News news, News.Ended ended) {
    ConversationEnded told = new ConversationEnded(news.conversation(), ended.at(), ended.reason());
    return new Part<>(
        Tag.OWN,
        new Resuming.Lost(
            told, () -> views.floor(news.domain(), reader, news.conversation()).isEmpty()));
  }

  /** The part for a head, which is a position: only for readers to whom it lies above the floor. */
  private static Part<Resuming> head(News news, long head) {
    return new Part<>(
        new Tag.Content(
            news.domain(),
            news.conversation(),
            news.needs(),
            news.needs(),
            head,
            Whose.read(news.apart())),
        new Resuming.Moved(new Head(news.conversation(), head, news.mentioned())));
  }

  private static CompletionStage<Answer<Resumed>> answer(Answer<Resumed> answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
