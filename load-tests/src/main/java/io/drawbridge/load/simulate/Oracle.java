package io.drawbridge.load.simulate;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says who is entitled to what, by the definitions of {@code spec/Revocation.tla} ({@code On},
 * {@code ChangedAt}, {@code HasPath}, {@code Entitled}) and by nothing of the server's. An epoch is
 * the number of switches until then.
 */
final class Oracle {
  /** A link that is switched on and off. */
  sealed interface Edge {
    /** A person on a conversation: in the group, or directly on a thread. */
    record Person(AccountId person, ConversationId conversation) implements Edge {}

    /** The group on a thread. */
    record Via(ConversationId thread) implements Edge {}

    /** A person kept off a thread, though the group leads there. */
    record Exclusion(AccountId person, ConversationId thread) implements Edge {}
  }

  private final ConversationId group;
  private final Set<Edge> initial;
  private final List<Edge> log = new ArrayList<>();

  Oracle(ConversationId group, Set<Edge> initial) {
    this.group = group;
    this.initial = Set.copyOf(initial);
  }

  long head() {
    return log.size();
  }

  void switched(Edge edge) {
    log.add(edge);
  }

  boolean on(long epoch, Edge edge) {
    boolean on = initial.contains(edge);
    for (int i = 0; i < epoch; i++) {
      if (log.get(i).equals(edge)) {
        on = !on;
      }
    }
    return on;
  }

  /** Returns whether this switch takes something away. */
  boolean narrows(long epoch) {
    Edge edge = log.get((int) epoch - 1);
    return on(epoch, edge) == edge instanceof Edge.Exclusion;
  }

  private long changedAt(long epoch, Edge edge) {
    long at = 0;
    for (int i = 0; i < epoch; i++) {
      if (log.get(i).equals(edge)) {
        at = i + 1L;
      }
    }
    return at;
  }

  private boolean byGroup(long epoch, AccountId person, ConversationId thread) {
    return on(epoch, new Edge.Person(person, group))
        && on(epoch, new Edge.Via(thread))
        && !on(epoch, new Edge.Exclusion(person, thread));
  }

  boolean hasPath(long epoch, AccountId person, ConversationId conversation) {
    return on(epoch, new Edge.Person(person, conversation))
        || (!conversation.equals(group) && byGroup(epoch, person, conversation));
  }

  /** The epochs at which the paths begin that are there at this epoch. */
  private Set<Long> starts(long epoch, AccountId person, ConversationId conversation) {
    Set<Long> starts = new TreeSet<>();
    Edge direct = new Edge.Person(person, conversation);
    if (on(epoch, direct)) {
      starts.add(changedAt(epoch, direct));
    }
    if (!conversation.equals(group) && byGroup(epoch, person, conversation)) {
      long latest = changedAt(epoch, new Edge.Person(person, group));
      latest = Math.max(latest, changedAt(epoch, new Edge.Via(conversation)));
      latest = Math.max(latest, changedAt(epoch, new Edge.Exclusion(person, conversation)));
      starts.add(latest);
    }
    return starts;
  }

  /** Returns whether the membership of one epoch lets the person see what was sent at another. */
  boolean entitled(long epoch, AccountId person, ConversationId conversation, long sent) {
    if (starts(epoch, person, conversation).stream().anyMatch(start -> start <= sent)) {
      return true;
    }
    for (long at = sent; at <= epoch; at++) {
      if (!hasPath(at, person, conversation)) {
        return false;
      }
    }
    return sent <= epoch;
  }

  /** Returns whether the membership of that epoch, or of a later one, lets the person see it. */
  boolean entitledSince(long epoch, AccountId person, ConversationId conversation, long sent) {
    for (long at = epoch; at <= head(); at++) {
      if (entitled(at, person, conversation, sent)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a switch is about a person: it may have taken something from them. */
  boolean concerns(long epoch, AccountId person) {
    return switch (log.get((int) epoch - 1)) {
      case Edge.Person edge -> edge.person().equals(person);
      case Edge.Exclusion edge -> edge.person().equals(person);
      case Edge.Via _ ->
          on(epoch, new Edge.Person(person, group))
              || on(epoch - 1, new Edge.Person(person, group));
    };
  }

  Edge at(long epoch) {
    return log.get((int) epoch - 1);
  }
}
