package io.drawbridge.protocol.frame;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.join.JoinRequestState;
import io.drawbridge.protocol.join.JoinRequestView;
import io.drawbridge.protocol.people.Presence;
import io.drawbridge.protocol.people.SessionEnd;
import java.time.Instant;
import java.util.Optional;

/**
 * A report of something that happened, sent without being asked for. Clients ignore events they do
 * not know.
 */
public sealed interface Event extends ServerFrame
    permits LogEvent,
        Event.HeadMoved,
        Event.AccessGained,
        Event.AccessEnded,
        Event.InvitationReceived,
        Event.InvitationEnded,
        Event.InvitationBounced,
        Event.ApprovalRequested,
        Event.InvitationAnswered,
        Event.JoinRequested,
        Event.JoinRequestEnded,
        Event.MarkerMoved,
        Event.EntryChanged,
        Event.ReceiptMoved,
        Event.NotifyChanged,
        Event.ReportsOpen,
        Event.Typing,
        Event.PresenceChanged,
        Event.SessionEnded,
        Event.ServerDraining,
        Event.Resync {

  /**
   * Something new is in a conversation that is not open. It may name one that the client does not
   * know: one that moved while the inbox was listed, or one that {@code access.gained} is about to
   * announce. A client that must miss nothing opens it with {@code interest.open} and reads back
   * from the {@code head} of the answer; what comes later arrives by itself. Several news that come
   * together are sent as one event, with the newest position: look at what is before it too.
   *
   * @param conversation where
   * @param head the newest position the reader may see
   * @param mentioned it mentions the reader
   */
  @JsonTypeName("head")
  record HeadMoved(ConversationId conversation, long head, boolean mentioned) implements Event {}

  /**
   * The reader may see a conversation now.
   *
   * @param conversation as the reader sees it
   */
  @JsonTypeName("access.gained")
  record AccessGained(ConversationView conversation) implements Event {}

  /**
   * The reader may no longer see a conversation: delete what is stored of it.
   *
   * @param conversation which
   * @param at when
   * @param reason why
   */
  @JsonTypeName("access.ended")
  record AccessEnded(ConversationId conversation, Instant at, EndReason reason) implements Event {}

  /**
   * The reader was invited.
   *
   * @param invitation to what and by whom
   */
  @JsonTypeName("invitation.received")
  record InvitationReceived(InvitationView invitation) implements Event {}

  /**
   * An invitation can no longer be accepted.
   *
   * @param invitation which
   */
  @JsonTypeName("invitation.ended")
  record InvitationEnded(InvitationId invitation) implements Event {}

  /**
   * The mail of an invitation that the reader made came back. It can still be accepted without the
   * mail.
   *
   * @param invitation which
   */
  @JsonTypeName("invitation.bounced")
  record InvitationBounced(InvitationId invitation) implements Event {}

  /**
   * An invitation waits for somebody to approve it, and the reader may.
   *
   * @param invitation which, and into what
   */
  @JsonTypeName("invitation.approval_requested")
  record ApprovalRequested(InvitationView invitation) implements Event {}

  /**
   * An invitation that the reader made was approved or denied.
   *
   * @param invitation which
   * @param state {@code pending} if it is mailed now, {@code accepted} if the person is in, {@code
   *     denied} if neither
   * @param reason why it was denied
   */
  @JsonTypeName("invitation.answered")
  record InvitationAnswered(InvitationId invitation, InvitationState state, Optional<String> reason)
      implements Event {}

  /**
   * Somebody asks to be let into a conversation that the reader manages.
   *
   * @param request who asks, and for what
   */
  @JsonTypeName("join_request.received")
  record JoinRequested(JoinRequestView request) implements Event {}

  /**
   * A request to join was answered: for those who manage the conversation, and for who asked.
   *
   * @param request which
   * @param state what became of it
   */
  @JsonTypeName("join_request.ended")
  record JoinRequestEnded(JoinRequestId request, JoinRequestState state) implements Event {}

  /**
   * Another device of the reader moved the read mark.
   *
   * @param conversation where
   * @param read the read mark
   */
  @JsonTypeName("marker.moved")
  record MarkerMoved(ConversationId conversation, long read) implements Event {}

  /**
   * Another device of the reader archived a conversation in their inbox, put it back, or asked to
   * be reminded of it; or a reminder came.
   *
   * @param conversation where
   * @param archivedPos it is archived until something after this position; absent if it is not
   * @param remindAt when the reader wants to be reminded of it
   * @param reminded a reminder came, and the conversation was not archived since
   */
  @JsonTypeName("inbox.changed")
  record EntryChanged(
      ConversationId conversation,
      Optional<Long> archivedPos,
      Optional<Instant> remindAt,
      boolean reminded)
      implements Event {}

  /**
   * Another device of the reader changed what they want to hear of: ask again.
   *
   * @param conversation of which conversation; absent: of all
   */
  @JsonTypeName("notify.changed")
  record NotifyChanged(Optional<ConversationId> conversation) implements Event {}

  /**
   * Messages of a workspace were reported to those who moderate it, of whom the reader is one.
   *
   * @param workspace which workspace
   * @param open how many reports are open now
   */
  @JsonTypeName("reports.open")
  record ReportsOpen(WorkspaceId workspace, int open) implements Event {}

  /**
   * Somebody got further in a conversation.
   *
   * @param conversation where
   * @param person who
   * @param delivered up to where a device has it
   * @param read up to where it was read
   */
  @JsonTypeName("receipt.moved")
  record ReceiptMoved(ConversationId conversation, AccountId person, long delivered, long read)
      implements Event {}

  /**
   * Somebody types.
   *
   * @param conversation where
   * @param person who
   */
  @JsonTypeName("typing")
  record Typing(ConversationId conversation, AccountId person) implements Event {}

  /**
   * The presence of somebody who is followed changed.
   *
   * @param presence the new one
   */
  @JsonTypeName("presence.changed")
  record PresenceChanged(Presence presence) implements Event {}

  /**
   * This session was ended; the connection closes.
   *
   * @param reason why
   */
  @JsonTypeName("session.ended")
  record SessionEnded(SessionEnd reason) implements Event {}

  /**
   * The server shuts down soon: connect again.
   *
   * @param reconnectAfterMs when to, in milliseconds from now
   */
  @JsonTypeName("server.draining")
  record ServerDraining(long reconnectAfterMs) implements Event {}

  /**
   * There is a gap that cannot be filled: load the state again.
   *
   * @param conversation of what; absent: everything
   */
  @JsonTypeName("resync")
  record Resync(Optional<ConversationId> conversation) implements Event {}
}
