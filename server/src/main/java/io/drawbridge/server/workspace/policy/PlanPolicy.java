package io.drawbridge.server.workspace.policy;

import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.PolicyResult.BrokenGrant;
import io.drawbridge.protocol.result.PolicyResult.PolicyPlan;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.PolicyGate;
import io.drawbridge.server.access.breach.Breaches;
import io.drawbridge.server.access.breach.Breaches.Broken;
import io.drawbridge.server.access.breach.Breaches.Found;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.facts.ExternalCountStore;
import io.drawbridge.server.access.facts.Supposition;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.Breach;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code policy.plan}: tells who from outside is in against the policies, as they are or as they
 * would be (N-10); by the code that enforces them.
 */
final class PlanPolicy implements Handler<PolicyCommand.Plan, PolicyPlan> {
  private static final int FIRST_MAX = 50;

  private final AccessGate gate;
  private final PolicyGate policies;
  private final Database database;
  private final PrivilegedReads reads;
  private final Breaches breaches = new Breaches();
  private final ExternalCountStore externals = new ExternalCountStore();

  PlanPolicy(AccessGate gate, PolicyGate policies, Database database, PrivilegedReads reads) {
    this.gate = gate;
    this.policies = policies;
    this.database = database;
    this.reads = reads;
  }

  @Override
  public CompletionStage<Answer<PolicyPlan>> handle(Caller caller, PolicyCommand.Plan command) {
    return CompletableFuture.completedStage(
        command
            .conversation()
            .map(conversation -> ofConversation(caller, command, conversation))
            .orElseGet(() -> ofWorkspace(caller, command, command.workspace().orElseThrow())));
  }

  private Answer<PolicyPlan> ofWorkspace(
      Caller caller, PolicyCommand.Plan command, WorkspaceId workspace) {
    WorkspacePermit permit = gate.workspace(caller, workspace, WorkspaceAction.SET_POLICIES);
    reads.note(caller, command.type(), workspace, Optional.empty());
    return database.read(handle -> {
      Supposition supposed = policies.suppose(handle, permit, command.values(), command.reset());
      return Answer.of(
          new Tag.Admin(permit.domain(), EpochStore.of(handle, permit.domain())),
          plan(handle, permit.domain(), Optional.empty(), supposed));
    });
  }

  private Answer<PolicyPlan> ofConversation(
      Caller caller, PolicyCommand.Plan command, ConversationId conversation) {
    ManagePermit permit =
        gate.manage(caller, conversation, Action.Manage.SET_POLICY, Optional.empty());
    return database.read(handle -> {
      Supposition supposed = policies.suppose(handle, permit, command.values(), command.reset());
      return Answer.of(
          new Tag.Conversation(
              permit.domain(), conversation, EpochStore.of(handle, permit.domain())),
          plan(handle, permit.domain(), Optional.of(conversation), supposed));
    });
  }

  private PolicyPlan plan(
      Handle handle, DomainId domain, Optional<ConversationId> only, Supposition supposed) {
    Found found =
        breaches.find(handle, domain, only, supposed, Optional.empty(), Integer.MAX_VALUE);
    List<Broken> broken = found.broken();
    return new PolicyPlan(
        broken.size(),
        (int) broken.stream().map(it -> it.link().person()).distinct().count(),
        (int) broken.stream().map(it -> it.link().conversation()).distinct().count(),
        found.excepted(),
        breaches.invitations(handle, domain, only, supposed),
        only.isPresent()
            ? Optional.empty()
            : Optional.of(externals.counts(handle, domain, supposed)),
        broken.stream().limit(FIRST_MAX).map(PlanPolicy::shown).toList());
  }

  private static BrokenGrant shown(Broken broken) {
    return new BrokenGrant(
        broken.link().person(),
        broken.link().conversation(),
        broken.why().key(),
        broken.until(),
        broken.latest().filter(_ -> broken.why() == Breach.TERM));
  }
}
