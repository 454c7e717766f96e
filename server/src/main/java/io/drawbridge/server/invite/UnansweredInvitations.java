package io.drawbridge.server.invite;

import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Lists the invitations into a conversation that nobody has answered, for its roster. */
public final class UnansweredInvitations {
  private final InvitationStore store = new InvitationStore();
  private final InvitationJudge judge;

  public UnansweredInvitations(AccessGate gate) {
    this.judge = new InvitationJudge(gate);
  }

  /**
   * An invitation as the inviting side sees it: to an address, by a code, or of a person added by
   * name.
   */
  public record Unanswered(
      InvitationId id,
      Optional<String> email,
      Optional<String> name,
      Optional<Person> person,
      AccountId inviter,
      InvitationState state,
      Optional<Instant> until) {}

  /** The invitations, all or those of one inviter, in the order of their ids. */
  public List<Unanswered> of(
      Handle snapshot,
      ConversationId conversation,
      Optional<AccountId> inviter,
      long after,
      int max) {
    return judge
        .judge(snapshot, store.unanswered(snapshot, conversation, inviter, after, max))
        .stream()
        .map(UnansweredInvitations::shown)
        .toList();
  }

  private static Unanswered shown(InvitationJudge.Judged judged) {
    InvitationStore.Stored invitation = judged.invitation();
    return new Unanswered(
        invitation.id(),
        invitation.email().map(EmailAddress::value).filter(_ -> invitation.person().isEmpty()),
        invitation.name().filter(_ -> invitation.hasCode()),
        invitation.person(),
        invitation.inviter(),
        judged.state(),
        invitation.until());
  }
}
