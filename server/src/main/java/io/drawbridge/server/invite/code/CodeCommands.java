package io.drawbridge.server.invite.code;

import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.account.session.OpenSession;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.invite.CodeInvitations;
import io.drawbridge.server.platform.Platform;

/** The commands that make and use claim codes, ready to be registered. */
public final class CodeCommands implements Feature {
  private final CreateCode create;
  private final ClaimCode claim;

  /** {@code key} is one of this installation, from which the codes follow. */
  public CodeCommands(
      Platform platform,
      AccessGate gate,
      Changes changes,
      CodeInvitations invitations,
      OpenSession open,
      byte[] key) {
    ClaimCodes codes = new ClaimCodes(key);
    this.create = new CreateCode(gate, platform, changes, invitations, codes);
    this.claim = new ClaimCode(platform, invitations, codes, open);
  }

  @Override
  public void register(Commands commands) {
    commands.on(InvitationCommand.CreateCode.class, create);
    commands.open(InvitationCommand.Claim.class, claim);
  }
}
