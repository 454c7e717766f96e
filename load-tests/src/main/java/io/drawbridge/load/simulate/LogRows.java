package io.drawbridge.load.simulate;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.delivery.peer.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The events of conversations and the batches of lanes, as the database would have them. */
final class LogRows {
  private final List<Event> events = new ArrayList<>();
  private final Map<Long, Lane> lanes = new TreeMap<>();
  private long lastPos;

  /** Something that was said, with the epoch of its commit. */
  record Event(ConversationId conversation, long epoch, long pos) {}

  /** A lane of one node, with the batches of it that are still there. */
  private static final class Lane {
    private final String node;
    private final List<Batch> batches = new ArrayList<>();
    private long last;

    Lane(String node) {
      this.node = node;
    }
  }

  /** Gives a node its lane. */
  long register(String node) {
    long lane = lanes.size() + 1L;
    lanes.put(lane, new Lane(node));
    return lane;
  }

  Map<Long, Long> lanes() {
    Map<Long, Long> stand = new TreeMap<>();
    lanes.forEach((id, lane) -> stand.put(id, lane.last));
    return stand;
  }

  /** A position above all that are there. */
  long mark() {
    return ++lastPos;
  }

  Event append(ConversationId conversation, long epoch) {
    Event event = new Event(conversation, epoch, mark());
    events.add(event);
    return event;
  }

  void commit(long id, Optional<Batch.Change> change, List<Batch.Place> places) {
    Lane lane = lane(id);
    lane.batches.add(new Batch(id, ++lane.last, change, places));
  }

  private Lane lane(long id) {
    @Nullable Lane lane = lanes.get(id);
    if (lane == null) {
      throw new IllegalStateException("lane %d: there is none".formatted(id));
    }
    return lane;
  }

  /** As {@code PeerStore.after}. */
  List<Batch> after(String node, Map<Long, Long> numbers, int limit) {
    List<Batch> found = new ArrayList<>();
    lanes.forEach((id, lane) -> {
      long known = numbers.getOrDefault(id, 0L);
      if (!lane.node.equals(node) && lane.last > known) {
        List<Batch> more = lane.batches.stream().filter(batch -> batch.number() > known).toList();
        found.addAll(
            more.isEmpty() ? List.of(new Batch(id, 0, Optional.empty(), List.of())) : more);
      }
    });
    return found.subList(0, Math.min(limit, found.size()));
  }

  /** Forgets all batches that are there now. */
  void sweep() {
    lanes.values().forEach(lane -> lane.batches.clear());
  }

  List<Event> eventsAfter(ConversationId conversation, long pos) {
    return events.stream()
        .filter(event -> event.conversation().equals(conversation) && event.pos() > pos)
        .toList();
  }

  /** The newest events of a conversation, oldest first. */
  List<Event> newest(ConversationId conversation, int limit) {
    List<Event> all = eventsAfter(conversation, 0);
    return all.subList(Math.max(0, all.size() - limit), all.size());
  }

  Event at(ConversationId conversation, long pos) {
    return events.stream()
        .filter(event -> event.conversation().equals(conversation) && event.pos() == pos)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("pos %d: nothing was said".formatted(pos)));
  }
}
