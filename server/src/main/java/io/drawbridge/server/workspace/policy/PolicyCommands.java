package io.drawbridge.server.workspace.policy;

import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.feature.Feature;

/** The commands about policies, ready to be registered. */
public final class PolicyCommands implements Feature {
  private final ShowPolicy show;
  private final SetPolicy set;

  public PolicyCommands(Access access, Changes changes) {
    this.show = new ShowPolicy(access.gate(), access.policies());
    this.set = new SetPolicy(access.gate(), access.policies(), changes);
  }

  @Override
  public void register(Commands commands) {
    commands.on(PolicyCommand.Show.class, show);
    commands.on(PolicyCommand.Set.class, set);
  }
}
