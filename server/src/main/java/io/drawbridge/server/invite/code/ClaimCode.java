package io.drawbridge.server.invite.code;

import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.AccountResult.Redeemed;
import io.drawbridge.server.account.credential.Proved;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.account.session.OpenSession;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.invite.CodeInvitations;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog.Fact;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code invitation.claim}: makes an account by a code, and the one session that it will ever have
 * (D14). No secret but that session's tokens leads to the account: there is nothing to sign in
 * with.
 */
final class ClaimCode implements OpenHandler<InvitationCommand.Claim, Redeemed> {
  private final Platform platform;
  private final CodeInvitations invitations;
  private final ClaimCodes codes;
  private final OpenSession open;

  ClaimCode(Platform platform, CodeInvitations invitations, ClaimCodes codes, OpenSession open) {
    this.platform = platform;
    this.invitations = invitations;
    this.codes = codes;
    this.open = open;
  }

  @Override
  public CompletionStage<Answer<Redeemed>> handle(
      ClientAddress address, InvitationCommand.Claim command) {
    byte[] hash = codes.hash(command.code().value()).orElseThrow(LinkUse::spent);
    AccountId person = new AccountId(platform.ids().next());
    return invitations
        .claim(hash, person, command.name())
        .thenCompose(claimed -> openSession(address, claimed, command.device()));
  }

  private CompletionStage<Answer<Redeemed>> openSession(
      ClientAddress address, CodeInvitations.Claimed claimed, String device) {
    platform
        .security()
        .record(
            SecurityEvent.LINK_USED,
            Fact.account(claimed.person()),
            Fact.source(address.network()));
    return open.open(Proved.made(claimed.person(), Proved.By.CODE), device)
        .thenApply(tokens ->
            Answer.own(
                new Redeemed(tokens, Optional.of(claimed.conversation()), Optional.empty())));
  }
}
