package io.drawbridge.server.access;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.facts.ConversationStore;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.failure.Failure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Does the steps of a random history to the links of a test database. */
public final class LinkSteps {
  private final Access access;
  private final ConversationId thread;
  private final ConversationId[] groups;

  public LinkSteps(Access access, ConversationId thread, ConversationId... groups) {
    this.access = access;
    this.thread = thread;
    this.groups = groups.clone();
  }

  /** Does a step of this person in a change; returns whether it did anything. */
  public boolean apply(At at, AccountId person, Step step) {
    Memberships links = access.memberships();
    ConversationId group = groups[step.group()];
    Optional<Instant> until =
        step.untilMicros() == Floor.FOREVER
            ? Optional.empty()
            : Optional.of(Instant.EPOCH.plus(step.untilMicros(), ChronoUnit.MICROS));
    Terms terms =
        new Terms(
            ConversationRole.MEMBER, step.opening(), until, Optional.empty(), Optional.empty());
    return switch (step.kind()) {
      case ADD -> links.add(at, TestPermits.admission(thread, person), terms);
      case REMOVE -> links.remove(at, thread, person, "removed").ended();
      case JOIN_GROUP -> links.add(at, TestPermits.admission(group, person), terms);
      case LEAVE_GROUP -> links.remove(at, group, person, "left").ended();
      case ADD_GROUP ->
          links.addGroup(at, TestPermits.groupAdmission(thread, group), step.opening());
      case REMOVE_GROUP -> links.removeGroup(at, thread, group, "removed");
      case EXCLUDE -> links.exclude(at, thread, person);
      case LIFT -> links.liftExclusion(at, thread, person);
      case SUSPEND -> links.suspend(at, person, Optional.of("why"));
      case UNSUSPEND -> links.unsuspend(at, person);
      case SEAT -> {
        links.seat(at, person, WorkspaceRole.MEMBER);
        yield true;
      }
      case UNSEAT -> !links.unseat(at, person, "removed").isEmpty();
      case SET_ROLE -> setRole(at, links, person);
      case SWEEP -> links.endOverdue(at, 100) > 0;
      case OTHER_CHANGE, SEND -> false;
    };
  }

  private boolean setRole(At at, Memberships links, AccountId person) {
    boolean direct =
        links.paths(at.handle(), thread, person).stream().anyMatch(p -> p.group().isEmpty());
    boolean seated = !access.gate().external(at.handle(), facts(at.handle()), person);
    if (direct && seated) {
      try {
        links.setRole(at, thread, person, ConversationRole.ADMIN);
      } catch (Failure ended) {
        // The clock ended the link after it was looked at.
        return false;
      }
    }
    return direct;
  }

  private ConversationFacts facts(Handle handle) {
    return new ConversationStore().facts(handle, thread).orElseThrow();
  }
}
