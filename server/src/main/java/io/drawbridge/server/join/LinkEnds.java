package io.drawbridge.server.join;

import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.JoinLinkId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.join.JoinRequestState;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.invite.Invitations;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Ends join links inside a change, with all that waits because of them. */
final class LinkEnds implements JoinEnds {
  private final SelectedJoinStore selected = new SelectedJoinStore();

  private final JoinLinkStore links;
  private final JoinRequestStore requests;
  private final Invitations invitations;
  private final JoinNews news;

  LinkEnds(JoinLinkStore links, JoinRequestStore requests, Invitations invitations, JoinNews news) {
    this.links = links;
    this.requests = requests;
    this.invitations = invitations;
    this.news = news;
  }

  /** Takes a link back; nothing happens if that was done. */
  void revoke(ChangeTransaction tx, JoinLinkStore.Stored link) {
    if (!links.revoke(tx, link.id())) {
      return;
    }
    for (InvitationId invitation : requests.invitationsOf(tx.handle(), link.id())) {
      invitations.revoke(tx, link.conversation(), invitation, _ -> true);
    }
    for (JoinRequestId request : requests.endOf(tx, link.id())) {
      tell(tx, request);
    }
  }

  @Override
  public Counts count(Handle handle, DomainId domain, ExternalSelection which) {
    return selected.count(handle, domain, which);
  }

  @Override
  public Counts end(ChangeTransaction tx, ExternalSelection which, int max) {
    DomainId domain = tx.at().domain();
    List<JoinRequestId> ended = selected.end(tx, domain, which, max);
    ended.forEach(request -> tell(tx, request));
    List<JoinLinkId> gone = selected.links(tx.handle(), domain, which, max);
    gone.forEach(link -> links.find(tx.handle(), link).ifPresent(found -> revoke(tx, found)));
    if (which instanceof ExternalSelection.OfMailDomain(var mailDomain)) {
      selected.withoutDomain(tx, domain, mailDomain);
    }
    return new Counts(gone.size(), ended.size());
  }

  /** Tells of a request's end once it is committed. */
  private void tell(ChangeTransaction tx, JoinRequestId request) {
    tx.afterwards(() -> news.ended(request, JoinRequestState.ENDED));
  }
}
