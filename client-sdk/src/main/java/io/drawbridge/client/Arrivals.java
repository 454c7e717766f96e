package io.drawbridge.client;

import io.drawbridge.protocol.frame.ConversationEnded;
import io.drawbridge.protocol.frame.Cursor;
import io.drawbridge.protocol.frame.EndReason;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.Head;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.Message;
import io.drawbridge.protocol.frame.SessionResult.Resumed;
import io.drawbridge.protocol.id.ConversationId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of events and of answers that move positions: streams, local store, handlers and
 * progress, in this order. Mailbox only.
 */
final class Arrivals {

  private final Streams streams = new Streams();
  private final LocalStore store;
  private final Dispatcher dispatcher;
  private final ProgressKeeper progress;
  private final Timers timers;
  private Optional<String> since = Optional.empty();
  private final Set<ConversationId> reloading = new HashSet<>();
  private boolean reloadingAll;
  private long resyncs;

  Arrivals(LocalStore store, Dispatcher dispatcher, ProgressKeeper progress, Timers timers) {
    this.store = store;
    this.dispatcher = dispatcher;
    this.progress = progress;
    this.timers = timers;
  }

  Streams streams() {
    return streams;
  }

  /** What to resume from. */
  Optional<String> since() {
    return since;
  }

  long resyncs() {
    return resyncs;
  }

  /** Takes up where an earlier process was. */
  void restore() {
    var saved = progress.load();
    since = saved.since();
    streams.restore(saved.cursors());
  }

  /** The first connection: nothing was missed. */
  void begin(String text) {
    since = Optional.of(text);
    progress.since(text);
  }

  /** An event; returns the conversations that have to be opened anew. */
  List<ConversationId> event(Event event) {
    switch (event) {
      case LogEvent log -> deliver(streams.accept(log));
      case Event.AccessEnded ended -> ended(ended);
      case Event.Resync resync -> {
        return resync(resync);
      }
      case Event.HeadMoved head -> post(head);
      case Event.AccessGained gained -> post(gained);
      case Event.InvitationReceived received -> post(received);
      case Event.InvitationEnded ended -> post(ended);
      case Event.MarkerMoved moved -> post(moved);
      case Event.ReceiptMoved moved -> post(moved);
      case Event.Typing typing -> post(typing);
      case Event.PresenceChanged changed -> post(changed);
      case Event.SessionEnded ended -> post(ended);
      case Event.ServerDraining draining -> post(draining);
    }
    return List.of();
  }

  /**
   * The answer to resume, which asked for these cursors; returns the conversations that have to be
   * opened one by one.
   */
  List<ConversationId> resumed(Resumed resumed, List<Cursor> asked) {
    for (ConversationEnded lost : resumed.lost()) {
      ended(new Event.AccessEnded(lost.conversation(), lost.at(), lost.reason()));
    }
    Set<ConversationId> reopen = new LinkedHashSet<>();
    if (resumed.resync()) {
      reopen.addAll(resync(new Event.Resync(Optional.empty())));
    } else {
      reopen.addAll(caughtUp(resumed, asked));
    }
    resumed.gained().forEach(gained -> post(new Event.AccessGained(gained)));
    resumed
        .heads()
        .forEach(
            head -> post(new Event.HeadMoved(head.conversation(), head.head(), head.mentioned())));
    since = Optional.of(resumed.since());
    dispatcher.post(resumed, () -> progress.since(resumed.since()));
    return List.copyOf(reopen);
  }

  /** The server cannot resume: everything is new. */
  List<ConversationId> resumeRefused(String text) {
    begin(text);
    return resync(new Event.Resync(Optional.empty()));
  }

  /** A conversation was opened. */
  void opened(ConversationId conversation, long head) {
    boolean fresh = streams.cursor(conversation).isEmpty();
    deliver(streams.opened(conversation, head));
    if (fresh) {
      progress.handled(conversation, head);
    }
    reloaded(conversation);
  }

  /** A conversation could not be opened: what was held of it is given up. */
  void openRefused(ConversationId conversation, boolean gone) {
    if (gone && streams.cursor(conversation).isPresent()) {
      ended(new Event.AccessEnded(conversation, timers.now(), EndReason.REMOVED));
    } else {
      deliver(streams.caughtUp(conversation, 0));
    }
    reloaded(conversation);
  }

  /** A page of history arrived. */
  void loaded(ConversationId conversation, List<Message> messages) {
    store.loaded(conversation, messages);
  }

  /** The application closed a conversation. */
  void closed(ConversationId conversation) {
    streams.closed(conversation);
    progress.forget(conversation);
  }

  /** The application takes up a conversation from a position of its choice. */
  void rewind(ConversationId conversation, long pos) {
    streams.rewind(conversation, pos);
    progress.handled(conversation, pos);
  }

  /** The gap should have come by now. */
  void releaseStale() {
    deliver(streams.releaseStale());
  }

  private Set<ConversationId> caughtUp(Resumed resumed, List<Cursor> asked) {
    Map<ConversationId, Long> heads = new HashMap<>();
    for (Head head : resumed.heads()) {
      heads.put(head.conversation(), head.head());
    }
    Set<ConversationId> open = Set.copyOf(resumed.opened());
    Set<ConversationId> missing = new LinkedHashSet<>();
    for (Cursor cursor : asked) {
      ConversationId conversation = cursor.conversation();
      if (open.contains(conversation)) {
        deliver(streams.caughtUp(conversation, heads.getOrDefault(conversation, 0L)));
      } else if (streams.cursor(conversation).isPresent()) {
        missing.add(conversation);
      }
    }
    return missing;
  }

  /** The purge comes before any handler hears of it. */
  private void ended(Event.AccessEnded ended) {
    ConversationId conversation = ended.conversation();
    streams.closed(conversation);
    store.purge(conversation);
    dispatcher.post(ended, () -> progress.forget(conversation));
  }

  /** Handlers hear of it when the conversations are open anew, so that what they load is whole. */
  private List<ConversationId> resync(Event.Resync resync) {
    resyncs++;
    if (resync.conversation().isPresent()) {
      ConversationId conversation = resync.conversation().get();
      store.purge(conversation);
      streams.forgetPosition(conversation);
      reloading.add(conversation);
      return List.of(conversation);
    }
    store.purgeAll();
    List<ConversationId> asked = streams.asked();
    streams.forgetPositions();
    progress.forgetAll();
    reloading.addAll(asked);
    reloadingAll = true;
    tellIfAllReloaded();
    return asked;
  }

  private void reloaded(ConversationId conversation) {
    if (reloading.remove(conversation) && !reloadingAll) {
      post(new Event.Resync(Optional.of(conversation)));
    }
    tellIfAllReloaded();
  }

  private void tellIfAllReloaded() {
    if (reloadingAll && reloading.isEmpty()) {
      reloadingAll = false;
      post(new Event.Resync(Optional.empty()));
    }
  }

  private void deliver(List<LogEvent> due) {
    for (LogEvent event : due) {
      store.happened(event);
      dispatcher.post(event, () -> progress.handled(event.conversation(), event.pos()));
    }
  }

  private void post(Event event) {
    dispatcher.post(event, () -> {});
  }
}
