package io.drawbridge.load.audit;

import io.drawbridge.load.audit.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Everything known about one conversation. Thread-safe by its own monitor. */
final class ConversationLedger {
  private final String conversation;
  private final NavigableMap<Long, Sent> sent = new TreeMap<>();
  private final Map<String, List<Stay>> stays = new HashMap<>();
  private final Map<String, List<Received>> received = new HashMap<>();

  private final Map<String, List<Look>> looks = new HashMap<>();

  private record Received(int connection, long pos) {}

  ConversationLedger(String conversation) {
    this.conversation = conversation;
  }

  synchronized void sent(Sent message) {
    sent.put(message.pos(), message);
  }

  synchronized void added(String person, Stay stay) {
    stays.computeIfAbsent(person, ignored -> new ArrayList<>()).add(stay);
  }

  synchronized void removed(String person, Stay.End.Removed end) {
    List<Stay> known = stays.getOrDefault(person, List.of());
    if (known.isEmpty() || !known.getLast().open()) {
      throw new IllegalStateException(person + " is not in " + conversation);
    }
    known.set(known.size() - 1, known.getLast().ended(end));
  }

  synchronized void received(String person, int connection, long pos) {
    received
        .computeIfAbsent(person, ignored -> new ArrayList<>())
        .add(new Received(connection, pos));
  }

  synchronized void looked(String person, Look look) {
    looks.computeIfAbsent(person, ignored -> new ArrayList<>()).add(look);
  }

  synchronized int looks() {
    return looks.values().stream().mapToInt(List::size).sum();
  }

  synchronized int deliveries() {
    return received.values().stream().mapToInt(List::size).sum();
  }

  synchronized List<Violation> judge() {
    List<Violation> found = new ArrayList<>();
    received.forEach((person, got) -> judgeReceived(person, got, found));
    stays.forEach((person, known) -> judgeMissing(person, known, found));
    looks.forEach((person, all) -> all.forEach(look -> judgeLook(person, look, found)));
    return found;
  }

  private void judgeLook(String person, Look look, List<Violation> found) {
    List<Stay> known = stays.getOrDefault(person, List.of());
    for (long pos : look.shown()) {
      Sent message = sent.get(pos);
      if (message == null) {
        add(found, Kind.UNKNOWN, person, pos, "shown, and nobody was told of this position");
      } else if (known.stream().noneMatch(stay -> look.mayShow(stay, message))) {
        add(found, Kind.SHOWN, person, pos, "in an answer to somebody not entitled then");
      }
    }
    for (long pos : look.wanted()) {
      Sent message = sent.get(pos);
      if (message != null
          && !look.shown().contains(pos)
          && known.stream().anyMatch(stay -> look.mustShow(stay, message))) {
        add(found, Kind.HIDDEN, person, pos, "not in the answer, and entitled all the while");
      }
    }
  }

  private void judgeReceived(String person, List<Received> got, List<Violation> found) {
    List<Stay> known = stays.getOrDefault(person, List.of());
    Set<Long> seen = new HashSet<>();
    long highest = Long.MIN_VALUE;
    for (Received one : got) {
      if (!seen.add(one.pos())) {
        add(found, Kind.DOUBLED, person, one.pos(), "received again");
      } else if (one.pos() < highest) {
        add(found, Kind.SWAPPED, person, one.pos(), "received after " + highest);
      }
      highest = Math.max(highest, one.pos());
      Sent message = sent.get(one.pos());
      if (known.isEmpty()) {
        add(found, Kind.STRANGER, person, one.pos(), "was never in this conversation");
      } else if (message == null) {
        add(found, Kind.UNKNOWN, person, one.pos(), "nobody was told of this position");
      } else {
        judgeRight(person, known, one, message, found);
      }
    }
  }

  private void judgeRight(
      String person, List<Stay> known, Received one, Sent message, List<Violation> found) {
    boolean shown = false;
    for (int i = 0; i < known.size(); i++) {
      Stay stay = known.get(i);
      Sent next = message;
      boolean laterStayMayShow =
          known.subList(i + 1, known.size()).stream().anyMatch(later -> later.mayShow(next));
      if (stay.end() instanceof Stay.End.Removed removed
          && removed.lastPos() >= 0
          && one.connection() == removed.connection()
          && one.pos() > removed.lastPos()
          && !laterStayMayShow) {
        add(found, Kind.AFTER_RECEIPT, person, one.pos(), "receipt ends at " + removed.lastPos());
        return;
      }
      shown |= stay.mayShow(message);
    }
    if (!shown) {
      boolean beforeAll = message.acknowledged() < known.getFirst().addAsked();
      add(
          found,
          beforeAll ? Kind.BEFORE_ADD : Kind.AFTER_RECEIPT,
          person,
          one.pos(),
          beforeAll ? "sent before the add" : "sent after the removal's receipt");
    }
  }

  private void judgeMissing(String person, List<Stay> known, List<Violation> found) {
    Set<Long> got = new HashSet<>();
    received.getOrDefault(person, List.of()).forEach(one -> got.add(one.pos()));
    for (Sent message : sent.values()) {
      if (!got.contains(message.pos())
          && (known.stream().anyMatch(stay -> stay.mustShow(message))
              || isHole(known, got, message))) {
        add(found, Kind.LOST, person, message.pos(), "entitled and not received");
      }
    }
  }

  /**
   * Within one stay what a person receives has no holes: something before and something after it
   * came.
   */
  private static boolean isHole(List<Stay> known, Set<Long> got, Sent message) {
    return known.size() == 1
        && got.stream().anyMatch(pos -> pos < message.pos())
        && got.stream().anyMatch(pos -> pos > message.pos());
  }

  private void add(List<Violation> found, Kind kind, String person, long pos, String detail) {
    found.add(new Violation(kind, conversation, person, pos, detail));
  }
}
