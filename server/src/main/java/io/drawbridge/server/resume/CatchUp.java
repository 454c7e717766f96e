package io.drawbridge.server.resume;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.delivery.fanout.Followed;
import io.drawbridge.server.delivery.log.EventLog;
import io.drawbridge.server.delivery.log.EventLog.Page;
import io.drawbridge.server.delivery.log.EventLog.Wanted;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.outbox.Outgoing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Takes a session from a cursor to live: holds live events, reads the gap, merges, releases.
 *
 * <p>{@link #hold} comes before the read, so an event is in the gap, or held, or in both; the merge
 * goes by position. {@link #release} runs on the loop once the answer is queued.
 */
final class CatchUp {
  /** Events one conversation may be behind; beyond that the client loads it again. */
  static final int GAP_EVENTS_MAX = 2_000;

  /** Events of each conversation read in the first statement, which serves nearly all. */
  private static final int FIRST_EVENTS_MAX = 100;

  /** Frames and bytes that one catching up may put into an outbox, which holds twice the frames. */
  private static final int FRAMES_MAX = 2_000;

  private static final int BYTES_MAX = 768 * 1024;
  private static final Duration LOOP_WAIT_MAX = Duration.ofSeconds(10);

  private final EventLog log;
  private final Notices notices;
  private final Duration loopWaitMax;

  CatchUp(EventLog log, Notices notices) {
    this(log, notices, LOOP_WAIT_MAX);
  }

  /** Makes one with another bound on how long a command waits for the session's loop. */
  CatchUp(EventLog log, Notices notices, Duration loopWaitMax) {
    this.log = log;
    this.notices = notices;
    this.loopWaitMax = loopWaitMax;
  }

  /** Begins to keep live events of the conversations; returns when they are being kept. */
  void hold(Session session, Collection<ConversationId> conversations) {
    onLoop(
        session,
        () -> {
          conversations.forEach(session.interests()::hold);
          Started.of(session).taken(session, conversations);
          return true;
        });
  }

  /** Makes the first hold of a session: from then on it gets in full what is followed, and DMs. */
  void begin(Session session, Collection<ConversationId> conversations, Followed followed) {
    onLoop(
        session,
        () -> {
          conversations.forEach(session.interests()::hold);
          session.attachments().put(Followed.class, followed);
          return true;
        });
  }

  /** Does the same for a conversation that is neither live nor held yet; false if it is. */
  boolean holdNew(Session session, ConversationId conversation) {
    return onLoop(
        session,
        () -> {
          boolean fresh = !session.interests().wants(conversation);
          if (fresh) {
            session.interests().hold(conversation);
          }
          return fresh;
        });
  }

  /** Waits for the task; one whose time is over is not begun any more. */
  private boolean onLoop(Session session, BooleanSupplier task) {
    return CompletableFuture.supplyAsync(task::getAsBoolean, session.connection()::execute)
        .orTimeout(loopWaitMax.toNanos(), TimeUnit.NANOSECONDS)
        .join();
  }

  /**
   * Reads the gaps of held conversations: one statement for all, and one more for each that is far
   * behind. What does not fit has to be loaded again.
   */
  List<Gap> read(List<Wanted> wanted) {
    List<Page> pages = wanted.isEmpty() ? List.of() : log.after(wanted, FIRST_EVENTS_MAX);
    Budget budget = new Budget();
    List<Gap> gaps = new ArrayList<>(wanted.size());
    for (int i = 0; i < wanted.size(); i++) {
      gaps.add(gap(wanted.get(i), pages.get(i), budget));
    }
    return gaps;
  }

  private Gap gap(Wanted wanted, Page first, Budget budget) {
    Page page = first;
    if (wanted.cursor() > page.head()) {
      // Of a future that the database has lost.
      return new Gap(wanted.permit(), head(wanted, page), new Gap.Fill.Reload());
    }
    if (!page.complete() && page.events().size() >= FIRST_EVENTS_MAX && !budget.spent()) {
      page = log.after(wanted.permit(), wanted.cursor(), GAP_EVENTS_MAX);
    }
    Gap.Fill fill =
        page.complete() && budget.take(page.events())
            ? new Gap.Fill.Events(wanted.cursor(), page.events())
            : new Gap.Fill.Reload();
    return new Gap(wanted.permit(), head(wanted, page), fill);
  }

  private static long head(Wanted wanted, Page page) {
    return page.head() > wanted.permit().floor().pos() ? page.head() : 0;
  }

  /** Goes live. On the loop. */
  void release(Session session, List<Gap> gaps) {
    for (Gap gap : gaps) {
      ConversationId conversation = gap.permit().conversation().id();
      switch (gap.fill()) {
        case Gap.Fill.Events(long cursor, List<Outgoing.Logged> events) ->
            session.interests().release(conversation, events, cursor);
        case Gap.Fill.Reload() -> {
          resync(session, gap.permit());
          session.interests().release(conversation, List.of(), gap.head());
        }
      }
    }
  }

  /**
   * Gives up what {@link #hold} began: a conversation that was live stays live. The client gets an
   * error, and may ask again from the same cursors.
   */
  void abandon(Session session, Collection<ConversationId> conversations) {
    session.connection().execute(() -> conversations.forEach(session.interests()::giveUp));
  }

  private void resync(Session session, ReadPermit permit) {
    ConversationId conversation = permit.conversation().id();
    Tag tag = new Tag.Conversation(permit.conversation().domain(), conversation, permit.asOf());
    notices.offer(session, tag, new Event.Resync(Optional.of(conversation)));
  }

  /** The room that one catching up still has in the outbox. */
  private static final class Budget {
    private int frames = FRAMES_MAX;
    private int bytes = BYTES_MAX;

    boolean spent() {
      return frames <= 0 || bytes <= 0;
    }

    boolean take(List<Outgoing.Logged> events) {
      int size = events.stream().mapToInt(event -> event.frame().size()).sum();
      if (events.size() > frames || size > bytes) {
        return false;
      }
      frames -= events.size();
      bytes -= size;
      return true;
    }
  }
}
