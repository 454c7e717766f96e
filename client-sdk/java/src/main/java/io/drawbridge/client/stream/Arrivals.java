package io.drawbridge.client.stream;

import io.drawbridge.client.background.Timers;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.ConversationEnded;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.conversation.Head;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.InterestResult;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.result.SessionResult.Resumed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Passes on events, and answers that move positions: to streams, local store, handlers and
 * progress, in this order. Mailbox only.
 */
public final class Arrivals {

  private final Streams streams = new Streams();
  private final LocalStore store;
  private final Dispatcher dispatcher;
  private final ProgressKeeper progress;
  private final Timers timers;
  private Optional<String> since = Optional.empty();
  private List<Cursor> resumed = List.of();
  private List<Cursor> beyond = List.of();
  private final List<ConversationId> purged = new ArrayList<>();
  private final Set<ConversationId> reloading = new HashSet<>();
  private boolean reloadingAll;
  private long resyncs;

  public Arrivals(LocalStore store, Dispatcher dispatcher, ProgressKeeper progress, Timers timers) {
    this.store = store;
    this.dispatcher = dispatcher;
    this.progress = progress;
    this.timers = timers;
  }

  public Streams streams() {
    return streams;
  }

  public long resyncs() {
    return resyncs;
  }

  /** Takes up where an earlier process was. */
  public void restore() {
    var saved = progress.load();
    since = saved.since();
    streams.restore(saved.cursors());
  }

  /**
   * A session has started; returns the resume to send, absent if nothing can have been missed. It
   * takes a bounded number of cursors; the rest is opened one by one.
   */
  public Optional<Command<?>> greeted(Hello hello) {
    List<Cursor> cursors = streams.cursors();
    int atOnce = Math.min(hello.limits().cursorsMax(), Limits.CURSORS_MAX);
    if (since.isEmpty()) {
      beyond = cursors;
      begin(hello.since());
      return Optional.empty();
    }
    cursors.forEach(cursor -> streams.catchUp(cursor.conversation()));
    resumed = cursors.subList(0, Math.min(cursors.size(), atOnce));
    beyond = cursors.subList(resumed.size(), cursors.size());
    return Optional.of(new SessionCommand.Resume(since.get(), resumed));
  }

  /** These, what resume did not take, and what is to be loaded again. */
  public Set<ConversationId> unopened(Collection<ConversationId> others) {
    Set<ConversationId> opens = new LinkedHashSet<>(others);
    beyond.stream()
        .map(Cursor::conversation)
        .filter(conversation -> streams.cursor(conversation).isPresent())
        .forEach(opens::add);
    streams.asked().stream()
        .filter(conversation -> streams.cursor(conversation).isEmpty())
        .forEach(opens::add);
    return opens;
  }

  /** Forgets what belonged to the connection that is gone. */
  public void disconnected() {
    resumed = List.of();
    beyond = List.of();
    streams.disconnected();
  }

  private void begin(String text) {
    since = Optional.of(text);
    progress.since(text);
  }

  /** An event; returns the conversations that have to be opened again. */
  public List<ConversationId> event(Event event) {
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
      case Event.InvitationBounced bounced -> post(bounced);
      case Event.ApprovalRequested awaiting -> post(awaiting);
      case Event.InvitationAnswered answered -> post(answered);
      case Event.JoinRequested requested -> post(requested);
      case Event.JoinRequestEnded ended -> post(ended);
      case Event.MarkerMoved moved -> post(moved);
      case Event.EntryChanged changed -> post(changed);
      case Event.DraftChanged changed -> post(changed);
      case Event.ScheduledChanged changed -> post(changed);
      case Event.ReceiptMoved moved -> post(moved);
      case Event.PollTallied tallied -> post(tallied);
      case Event.NotifyChanged changed -> post(changed);
      case Event.NoticeTold told -> post(told);
      case Event.ReportsOpen open -> post(open);
      case Event.Typing typing -> post(typing);
      case Event.PresenceChanged changed -> post(changed);
      case Event.SlashAsked asked -> post(asked);
      case Event.SlashAnswered answered -> post(answered);
      case Event.SlashUnanswered unanswered -> post(unanswered);
      case Event.SessionEnded ended -> post(ended);
      case Event.ServerDraining draining -> post(draining);
    }
    return List.of();
  }

  /** The answer to resume; returns the conversations that have to be opened one by one. */
  public List<ConversationId> resumed(Resumed answer) {
    for (ConversationEnded lost : answer.lost()) {
      ended(new Event.AccessEnded(lost.conversation(), lost.at(), lost.reason()));
    }
    Set<ConversationId> reopen = new LinkedHashSet<>();
    if (answer.resync()) {
      reopen.addAll(resyncAll(goingOn(answer)));
    }
    reopen.addAll(caughtUp(answer, resumed));
    answer.gained().forEach(gained -> post(new Event.AccessGained(gained)));
    answer
        .heads()
        .forEach(
            head -> post(new Event.HeadMoved(head.conversation(), head.head(), head.mentioned())));
    since = Optional.of(answer.since());
    dispatcher.post(answer, () -> progress.since(answer.since()));
    return List.copyOf(reopen);
  }

  /** The server cannot resume: everything is new. */
  public List<ConversationId> resumeRefused(String text) {
    begin(text);
    return resyncAll(Set.of());
  }

  /** An answer that says something about positions or content. */
  public void answered(Command<?> command, Result result) {
    if (result instanceof InterestResult.Opened answer) {
      opened(answer.conversation().id(), answer.head());
    } else if (result instanceof MessageResult.History history
        && command instanceof MessageCommand.ShowHistory asked) {
      store.loaded(asked.conversation(), history.messages());
    } else if (command instanceof InterestCommand.Close closed) {
      streams.closed(closed.conversation());
      progress.forget(closed.conversation());
    }
  }

  private void opened(ConversationId conversation, long head) {
    boolean fresh = streams.cursor(conversation).isEmpty();
    deliver(streams.opened(conversation, head));
    if (fresh) {
      progress.handled(conversation, head);
    }
    reloaded(conversation);
  }

  /** A conversation could not be opened: what was held of it is given up. */
  public void openRefused(ConversationId conversation, boolean gone) {
    if (gone && streams.holds(conversation)) {
      ended(new Event.AccessEnded(conversation, timers.now(), EndReason.REMOVED));
    } else {
      deliver(streams.caughtUp(conversation, 0));
    }
    reloaded(conversation);
  }

  /** An open without a position continues where the client was; one with it is a choice. */
  public InterestCommand.Open place(InterestCommand.Open open, boolean connected) {
    ConversationId conversation = open.conversation();
    open.cursor()
        .ifPresent(pos -> {
          streams.rewind(conversation, pos);
          progress.handled(conversation, pos);
        });
    if (connected) {
      streams.catchUp(conversation);
    }
    return new InterestCommand.Open(conversation, streams.cursor(conversation));
  }

  /** Delivers what was held for a gap that should have come by now. */
  public void releaseStale() {
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
    purged.add(conversation);
    dispatcher.post(ended, () -> progress.forget(conversation));
  }

  /** What was purged since the last call: the server waits to hear of it. */
  public List<ConversationId> purged() {
    List<ConversationId> told =
        List.copyOf(purged.subList(0, Math.min(purged.size(), Limits.CURSORS_MAX)));
    purged.removeAll(told);
    return told;
  }

  /** Handlers hear of it when the conversations are open again, so that what they load is whole. */
  private List<ConversationId> resync(Event.Resync resync) {
    if (resync.conversation().isPresent()) {
      resyncs++;
      ConversationId conversation = resync.conversation().get();
      store.purge(conversation);
      streams.forgetPosition(conversation);
      reloading.add(conversation);
      return List.of(conversation);
    }
    return resyncAll(Set.of());
  }

  /** Everything but these is opened again; these continue from where they are. */
  private List<ConversationId> resyncAll(Set<ConversationId> goingOn) {
    resyncs++;
    store.purgeAll();
    List<ConversationId> anew =
        streams.asked().stream().filter(conversation -> !goingOn.contains(conversation)).toList();
    streams.forgetPositionsBut(goingOn);
    progress.forgetAllBut(goingOn);
    reloading.addAll(anew);
    reloadingAll = true;
    tellIfAllReloaded();
    return anew;
  }

  /** The conversations that go on; also those whose cursors did not fit into one resume. */
  private Set<ConversationId> goingOn(Resumed answer) {
    Set<ConversationId> goingOn = new HashSet<>(answer.opened());
    if (!goingOn.isEmpty()) {
      beyond.forEach(cursor -> goingOn.add(cursor.conversation()));
    }
    return goingOn;
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
