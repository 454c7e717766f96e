package io.drawbridge.server.workspace.policy;

import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.config.AuditDays;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.platform.Platform;

/** The commands about policies, ready to be registered. */
public final class PolicyCommands implements Feature {
  private final ShowPolicy show;
  private final SetPolicy set;
  private final PlanPolicy plan;
  private final EnforcePolicy enforce;

  /** {@code auditDays} bounds what a workspace may choose for its own audit. */
  public PolicyCommands(
      Platform platform,
      Access access,
      Changes changes,
      PrivilegedReads reads,
      AuditDays auditDays) {
    this.show = new ShowPolicy(access.gate(), access.policies());
    this.set = new SetPolicy(access.gate(), access.policies(), changes, auditDays);
    this.plan = new PlanPolicy(access.gate(), access.policies(), platform.database(), reads);
    this.enforce = new EnforcePolicy(access.gate(), platform.clock(), changes);
  }

  @Override
  public void register(Commands commands) {
    commands.on(PolicyCommand.Show.class, show);
    commands.on(PolicyCommand.Set.class, set);
    commands.on(PolicyCommand.SetInviter.class, set::inviter);
    commands.on(PolicyCommand.Plan.class, plan);
    commands.on(PolicyCommand.Enforce.class, enforce);
  }
}
