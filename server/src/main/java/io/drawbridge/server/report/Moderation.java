package io.drawbridge.server.report;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;

/**
 * The ground on which somebody moderates: they run a workspace, or manage one conversation of it.
 *
 * @param conversation if it is that one alone
 * @param starter they began that one, as a thread
 */
record Moderation(DomainId domain, Optional<ConversationId> conversation, boolean starter) {
  /**
   * Proves the right over a whole workspace.
   *
   * @throws Failure {@code not_found} or {@code not_allowed}
   */
  static Moderation of(AccessGate gate, Caller caller, WorkspaceId workspace) {
    return new Moderation(
        gate.workspace(caller, workspace, WorkspaceAction.MODERATE).domain(),
        Optional.empty(),
        false);
  }

  /**
   * Proves the right over one conversation.
   *
   * @throws Failure {@code not_found} or {@code not_allowed}
   */
  static Moderation of(AccessGate gate, Caller caller, ConversationId conversation) {
    ConversationFacts facts =
        gate.manage(caller, conversation, Action.Manage.MODERATE, Optional.empty()).conversation();
    boolean starter =
        facts.thread() && !facts.backstage() && facts.starter().equals(caller.account());
    return new Moderation(facts.domain(), Optional.of(conversation), starter);
  }

  /**
   * Proves the right over one report, by either ground; what is not theirs does not exist for them.
   *
   * @throws Failure {@code not_found}
   */
  static Moderation of(AccessGate gate, Caller caller, ReportStore.Place place) {
    if (place.author().equals(caller.account())) {
      throw Failure.notFound();
    }
    try {
      return of(gate, caller, new WorkspaceId(place.domain().value()));
    } catch (Failure notThere) {
      refusedAlone(notThere);
    }
    try {
      return of(gate, caller, place.conversation());
    } catch (Failure neither) {
      refusedAlone(neither);
      throw Failure.notFound();
    }
  }

  /** What is no refusal, as that the server is busy, is not told as one. */
  private static void refusedAlone(Failure failure) {
    if (!failure.rightGone()) {
      throw failure;
    }
  }

  WorkspaceId workspace() {
    return new WorkspaceId(domain.value());
  }

  /** By which an answer is judged as it leaves: they moderate at that moment. */
  Tag tag(long epoch) {
    return conversation
        .<Tag>map(it -> new Tag.InCharge(domain, it, epoch, starter))
        .orElseGet(() -> new Tag.Admin(domain, epoch));
  }
}
