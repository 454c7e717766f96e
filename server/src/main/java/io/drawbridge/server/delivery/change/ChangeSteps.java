package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.access.LinkTally.PolicyChange;
import io.drawbridge.server.access.Memberships;
import io.drawbridge.server.access.facts.SightStore;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.append.MessageTombstones;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditRecord;
import io.drawbridge.server.delivery.audit.AuditRecords;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.ChangeStore.Placed;
import io.drawbridge.server.delivery.change.ChangeStore.Told;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.change.Settlement.Happened;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.delivery.log.Moment;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** One change under the lock, at its epoch, and what it says about itself. One thread. */
final class ChangeSteps implements ChangeTransaction {
  private final Memberships.At at;
  private final Moment moment;
  private final Memberships memberships;
  private final ChangeStore store;
  private final SightStore sight = new SightStore();
  private final ChangeRequest<?> request;
  private final List<AuditFact> facts = new ArrayList<>();
  private final List<Happened> events = new ArrayList<>();
  private final List<Runnable> tasks = new ArrayList<>();
  private final List<Runnable> awaited = new ArrayList<>();
  private long highest;

  /** {@code before} is where the domain stands: this change takes the next epoch. */
  ChangeSteps(
      Handle handle,
      DomainId domain,
      Moment before,
      PendingChange<?> pending,
      Memberships memberships,
      ChangeStore store) {
    long mark = Math.max(before.clockMicros(), before.mark());
    this.moment = new Moment(before.epoch() + 1, mark, before.clockMicros());
    this.at =
        new Memberships.At(
            handle, domain, moment.epoch(), mark, pending.request().inNameOf(), pending.permit());
    this.request = pending.request();
    this.memberships = memberships;
    this.store = store;
    this.highest = mark;
  }

  @Override
  public Memberships.At at() {
    return at;
  }

  @Override
  public Memberships memberships() {
    return memberships;
  }

  @Override
  public Handle handle() {
    return at.handle();
  }

  @Override
  public void wrote(AuditFact fact) {
    facts.add(fact);
  }

  @Override
  public long event(
      ConversationId conversation, EventKind what, AccountId author, Optional<Long> target) {
    boolean aboutPerson =
        what == EventKind.JOINED || what == EventKind.LEFT || what == EventKind.PROMOTED;
    if ((!aboutPerson && what != EventKind.CHANGED) || aboutPerson != target.isPresent()) {
      throw new IllegalArgumentException(
          "event: %s, target %s (expected: joined, left or promoted with a person, or changed)"
              .formatted(what, target.isPresent() ? "present" : "absent"));
    }
    Placed placed = append(what, author, List.of(new Told(conversation, target))).getFirst();
    return placed.pos();
  }

  @Override
  public void left(Collection<Memberships.Ended> people) {
    if (!people.isEmpty()) {
      append(
          EventKind.LEFT,
          at.actor(),
          people.stream()
              .map(each -> new Told(each.conversation(), Optional.of(each.person().value())))
              .toList());
    }
  }

  @Override
  public void changed(Collection<ConversationId> conversations) {
    if (!conversations.isEmpty()) {
      append(
          EventKind.CHANGED,
          at.actor(),
          conversations.stream().distinct().map(it -> new Told(it, Optional.empty())).toList());
    }
  }

  @Override
  public void restated(Collection<Memberships.Ended> people) {
    Map<ConversationId, Set<AccountId>> there = new LinkedHashMap<>();
    people.forEach(each ->
        there.computeIfAbsent(each.conversation(), _ -> new HashSet<>()).add(each.person()));
    if (!there.isEmpty()) {
      append(
          EventKind.CHANGED,
          at.actor(),
          there.entrySet().stream()
              .map(each ->
                  new Told(each.getKey(), Optional.of(about(each.getKey(), each.getValue()))))
              .toList());
    }
  }

  /**
   * The one person whom a change of terms is about. Of several it is nobody whom an external could
   * see: the conversation's own id, which no person has.
   */
  private static long about(ConversationId conversation, Set<AccountId> people) {
    return people.size() == 1 ? people.iterator().next().value() : conversation.value();
  }

  @Override
  public void deleted(Collection<MessageTombstones.At> messages) {
    if (!messages.isEmpty()) {
      new MessageTombstones().make(at.handle(), messages);
      append(EventKind.DELETED, at.actor(), messages.stream().map(Told::of).toList());
    }
  }

  private List<Placed> append(EventKind what, AccountId author, List<Told> told) {
    List<Placed> placed = store.events(at.handle(), at.domain(), what, author, told, moment);
    if (placed.size() < told.size()) {
      throw Failure.notFound();
    }
    for (int i = 0; i < told.size(); i++) {
      Placed each = placed.get(i);
      highest = Math.max(highest, each.pos());
      events.add(
          new Happened(
              told.get(i).conversation(),
              each.pos(),
              each.prev(),
              moment.epoch(),
              what,
              author,
              told.get(i).target(),
              told.get(i).message()));
    }
    return placed;
  }

  @Override
  public void afterwards(Runnable task) {
    tasks.add(task);
  }

  @Override
  public void beforeAnswer(Runnable task) {
    awaited.add(task);
  }

  /**
   * Does what follows from the change: reports the links that the clock had ended and that it
   * found, ends the DMs that hang on what is gone (D7), leaves the externals of a sponsor who is
   * gone their days of grace (N-12), notes whether a group keeps people apart now (N-15), puts
   * somebody in charge where nobody is any more (7.7), and holds the externals who came to the
   * quotas (G-23).
   *
   * @throws Failure {@code limit_reached} if these have no room for them
   */
  void follow() {
    for (Memberships.Ended each : at.tally().overdue()) {
      // A person whom a group still leads there takes part as before.
      if (memberships.paths(at.handle(), each.conversation(), each.person()).isEmpty()) {
        leftWithIt(each);
      }
    }
    if (at.tally().written() > 0) {
      Memberships.Followed followed = memberships.follow(at);
      followed.left().forEach(this::leftWithIt);
      restated(followed.changed());
      for (Memberships.InCharge each : followed.inCharge()) {
        event(
            each.conversation(),
            EventKind.PROMOTED,
            at.actor(),
            Optional.of(each.person().value()));
      }
    }
    if (at.tally().touched().isEmpty() && sight.parts(at.handle(), at.domain(), moment.epoch())) {
      at.tally().parted();
    }
    memberships.room(at).require();
  }

  private void leftWithIt(Memberships.Ended ended) {
    AccountId person = ended.person();
    event(ended.conversation(), EventKind.LEFT, person, Optional.of(person.value()));
  }

  /** The name of the change in the audit. */
  String action() {
    return request.action();
  }

  /** The row of the log, with the record for the audit. */
  ChangeStore.Entry entry(AuditRecords records, Optional<ChangeStore.Answered> answered) {
    AuditRecord record =
        records.of(
            request,
            events.stream().map(Happened::conversation).findFirst(),
            at.tally()
                .touched()
                .filter(people -> people.size() == 1)
                .map(people -> people.iterator().next()),
            Stream.concat(facts.stream(), at.tally().policies().stream().map(ChangeSteps::fact))
                .toList());
    return new ChangeStore.Entry(moment.epoch(), moment.mark(), isNarrowing(), record, answered);
  }

  /** The policies that are set otherwise now, as the audit keeps them. */
  private static AuditFact fact(PolicyChange change) {
    Map<String, String> before = new HashMap<>();
    Map<String, String> after = new HashMap<>();
    for (PolicyKey key : PolicyKey.values()) {
      if (!change.before().of(key).equals(change.after().of(key))) {
        change.before().text(key).ifPresent(text -> before.put(key.wire(), text));
        change.after().text(key).ifPresent(text -> after.put(key.wire(), text));
      }
    }
    return AuditFact.changed("policy", change.where(), before, after);
  }

  /** The state of the domain after this change: the next mark lies above all its positions. */
  Moment after() {
    return new Moment(moment.epoch(), highest, moment.clockMicros());
  }

  /** Returns whether it takes something away. */
  boolean isNarrowing() {
    return at.tally().narrowed();
  }

  /** The people whose rights alone it may have altered; empty if it may be anybody's. */
  Optional<Set<AccountId>> touched() {
    boolean conversationChanged =
        events.stream().anyMatch(event -> event.kind() == EventKind.CHANGED);
    boolean anybodys = conversationChanged || !at.tally().policies().isEmpty();
    return anybodys ? Optional.empty() : at.tally().touched();
  }

  List<Happened> events() {
    return List.copyOf(events);
  }

  Afterwards tasks() {
    return new Afterwards(tasks, awaited);
  }
}
