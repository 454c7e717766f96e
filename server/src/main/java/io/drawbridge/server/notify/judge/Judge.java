package io.drawbridge.server.notify.judge;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.notify.notice.Notice;
import io.drawbridge.server.notify.notice.NoticeListener;
import io.drawbridge.server.notify.rule.Happening;
import io.drawbridge.server.notify.rule.NoticeRule;
import io.drawbridge.server.notify.rule.Touch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Judges the events of a few conversations in one transaction: their cursors, the notices, and what
 * others add to these are committed together or not at all, so that each event is judged once,
 * whichever node does it and whenever one dies.
 */
final class Judge {
  private final Supplier<List<NoticeListener>> listeners;
  private final CursorStore cursors = new CursorStore();
  private final OccurrenceStore occurrences = new OccurrenceStore();
  private final ConcernStore concerns = new ConcernStore();
  private final ReaderStore readers = new ReaderStore();
  private final NoticeStore notices = new NoticeStore();

  /** {@code listeners} are looked up when they are needed. */
  Judge(Supplier<List<NoticeListener>> listeners) {
    this.listeners = listeners;
  }

  /**
   * What became of it.
   *
   * @param told the notices that were written
   * @param unfinished the conversations that have more events
   */
  record Outcome(List<Notice> told, List<ConversationId> unfinished) {}

  Outcome judge(Handle handle, Collection<ConversationId> conversations, Instant now) {
    List<CursorStore.Cursor> taken = cursors.take(handle, conversations);
    if (taken.isEmpty()) {
      return new Outcome(List.of(), List.of());
    }
    List<Occurrence> events = occurrences.behind(handle, taken);
    List<Notice> told =
        notices.ofLiving(handle, notices.unblocked(handle, told(handle, events, now)));
    if (!told.isEmpty()) {
      notices.insert(handle, told);
      listeners.get().forEach(listener -> listener.written(handle, told));
    }
    return new Outcome(told, move(handle, taken, events));
  }

  private List<ConversationId> move(
      Handle handle, List<CursorStore.Cursor> taken, List<Occurrence> events) {
    Map<ConversationId, List<Occurrence>> byConversation =
        events.stream().collect(Collectors.groupingBy(Occurrence::conversation));
    Map<ConversationId, Long> to = new HashMap<>();
    List<ConversationId> unfinished = new ArrayList<>();
    for (CursorStore.Cursor cursor : taken) {
      List<Occurrence> own = byConversation.getOrDefault(cursor.conversation(), List.of());
      long last = own.isEmpty() ? 0 : own.getLast().pos();
      if (own.size() == OccurrenceStore.EVENTS_MAX) {
        unfinished.add(cursor.conversation());
        to.put(cursor.conversation(), last);
      } else {
        to.put(cursor.conversation(), Math.max(last, cursor.head()));
      }
    }
    cursors.move(handle, to);
    return unfinished;
  }

  private List<Notice> told(Handle handle, List<Occurrence> all, Instant now) {
    List<Occurrence> events =
        all.stream().filter(it -> it.message().isPresent() || it.person().isPresent()).toList();
    if (events.isEmpty()) {
      return List.of();
    }
    Concerned concerned = concerned(handle, events);
    Map<ConversationId, Map<AccountId, Reader>> people = new HashMap<>();
    for (Reader reader : readers.readers(handle, concerned.pairs())) {
      people
          .computeIfAbsent(reader.conversation(), _ -> new HashMap<>())
          .put(reader.account(), reader);
    }
    List<Notice> told = new ArrayList<>();
    for (Occurrence event : events) {
      Map<AccountId, Reader> here = people.getOrDefault(event.conversation(), Map.of());
      told.addAll(told(event, here.values(), concerned, now));
    }
    return told;
  }

  private List<Notice> told(
      Occurrence event, Collection<Reader> people, Concerned concerned, Instant now) {
    List<Notice> told = new ArrayList<>();
    for (Reader reader : people) {
      NoticeRule.decide(event.what(), touch(event, reader, concerned), reader.wishes(), now)
          .map(it -> notice(event, reader, it, now))
          .ifPresent(told::add);
    }
    told.sort(Comparator.comparing(Notice::reason).thenComparingLong(it -> it.account().value()));
    return told.subList(0, Math.min(told.size(), Limits.NOTICES_PER_MESSAGE_MAX));
  }

  private static Touch touch(Occurrence event, Reader reader, Concerned concerned) {
    ConcernStore.Concern place =
        new ConcernStore.Concern(event.conversation(), event.pos(), reader.account());
    boolean subject =
        event.person().map(reader.account()::equals).orElse(concerned.filed().contains(place));
    boolean keyword =
        concerned.keywords(place.conversation(), reader.account()).stream()
            .anyMatch(it -> it.keyword().isIn(event.terms()));
    return new Touch(
        event.author().equals(reader.account()),
        reader.sees(event),
        reader.readPos() >= event.pos(),
        concerned.named().contains(place),
        reader.addressed(),
        keyword,
        subject);
  }

  private static Notice notice(Occurrence event, Reader reader, NoticeRule.Told told, Instant now) {
    return new Notice(
        reader.account(),
        event.domain(),
        event.conversation(),
        event.pos(),
        event.message().map(Occurrence.Message::pos),
        told.reason(),
        event.author(),
        now,
        told.heldUntil());
  }

  /** Whom the events concern. */
  private record Concerned(
      Set<ConcernStore.Concern> named,
      Set<ConcernStore.Concern> filed,
      Map<ConcernStore.Everything, List<ConcernStore.Wanted>> keywords,
      Set<ConcernStore.Everything> pairs) {
    List<ConcernStore.Wanted> keywords(ConversationId conversation, AccountId account) {
      return keywords.getOrDefault(new ConcernStore.Everything(conversation, account), List.of());
    }
  }

  private Concerned concerned(Handle handle, List<Occurrence> events) {
    Set<ConcernStore.Concern> named = new HashSet<>(concerns.named(handle, events));
    Set<ConcernStore.Concern> filed =
        events.stream().anyMatch(it -> it.what().sort() == Happening.Sort.FILE_VERSION)
            ? new HashSet<>(concerns.filed(handle, events))
            : Set.of();
    Map<ConcernStore.Everything, List<ConcernStore.Wanted>> keywords = keywords(handle, events);
    Set<ConcernStore.Everything> pairs = new LinkedHashSet<>(keywords.keySet());
    List.of(named, filed)
        .forEach(set ->
            set.forEach(
                it -> pairs.add(new ConcernStore.Everything(it.conversation(), it.account()))));
    events.forEach(it ->
        it.person()
            .ifPresent(
                person -> pairs.add(new ConcernStore.Everything(it.conversation(), person))));
    Set<ConversationId> spoken =
        events.stream()
            .filter(it -> it.message().isPresent())
            .map(Occurrence::conversation)
            .collect(Collectors.toSet());
    pairs.addAll(concerns.everything(handle, spoken));
    return new Concerned(named, filed, keywords, pairs);
  }

  private Map<ConcernStore.Everything, List<ConcernStore.Wanted>> keywords(
      Handle handle, List<Occurrence> events) {
    Map<ConversationId, Set<String>> words = new HashMap<>();
    for (Occurrence event : events) {
      words.computeIfAbsent(event.conversation(), _ -> new HashSet<>()).addAll(event.terms());
    }
    return concerns.keywords(handle, words).stream()
        .collect(
            Collectors.groupingBy(
                it -> new ConcernStore.Everything(it.conversation(), it.account())));
  }
}
