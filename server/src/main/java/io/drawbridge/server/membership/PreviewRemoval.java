package io.drawbridge.server.membership;

import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MemberResult.RemovalPreview;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.Memberships.Followed;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code member.preview_remove}: rehearses {@code member.remove} with all that follows from it, and
 * tells what came of it (N-5).
 */
final class PreviewRemoval implements Handler<MemberCommand.PreviewRemove, RemovalPreview> {
  /** The removal has no name of its own: it is never made. */
  private static final String NAMELESS = "preview";

  private final Changes changes;
  private final RemoveMember remove;
  private final PreviewStore store = new PreviewStore();

  PreviewRemoval(Changes changes, RemoveMember remove) {
    this.changes = changes;
    this.remove = remove;
  }

  @Override
  public CompletionStage<Answer<RemovalPreview>> handle(
      Caller caller, MemberCommand.PreviewRemove command) {
    MemberCommand.Remove removal = removal(command);
    ManagePermit permit = remove.permit(caller, removal);
    return changes.rehearse(
        permit,
        MemberCommand.PreviewRemove.class,
        tx -> Answer.of(tag(tx, permit), preview(tx, permit, removal)));
  }

  /** Owners and admins of the workspace may not be in the conversation themselves. */
  private static Tag tag(ChangeTransaction tx, ManagePermit permit) {
    ConversationId where = permit.conversation().id();
    long epoch = tx.at().epoch() - 1;
    return tx.memberships().paths(tx.handle(), where, permit.caller().account()).isEmpty()
        ? new Tag.Seat(permit.domain(), epoch)
        : new Tag.Conversation(permit.domain(), where, epoch);
  }

  private RemovalPreview preview(
      ChangeTransaction tx, ManagePermit permit, MemberCommand.Remove removal) {
    ConversationId where = permit.conversation().id();
    Optional<AccountId> person = removal.person();
    PreviewStore.Reach before = store.reach(tx.handle(), where, person);
    RemoveMember.Ended ended = remove.remove(tx, permit, removal);
    Followed followed = tx.memberships().follow(tx.at());
    PreviewStore.Reach after = store.reach(tx.handle(), where, person);
    return new RemovalPreview(
        ended.remaining(),
        before.people() - after.people(),
        person.isPresent() ? before.others() - after.others() : followed.left().size(),
        (int) followed.changed().stream().map(Ended::conversation).distinct().count(),
        !followed.inCharge().isEmpty());
  }

  private static MemberCommand.Remove removal(MemberCommand.PreviewRemove command) {
    return new MemberCommand.Remove(
        NAMELESS,
        command.conversation(),
        command.person(),
        command.group(),
        Optional.empty(),
        command.allPaths(),
        Optional.empty());
  }
}
