package io.drawbridge.protocol.frame;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.AskId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.id.ScheduledId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.join.JoinRequestState;
import io.drawbridge.protocol.join.JoinRequestView;
import io.drawbridge.protocol.notify.NoticeView;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.people.Presence;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.poll.PollTally;
import io.drawbridge.protocol.writing.DraftView;
import io.drawbridge.protocol.writing.ScheduledView;
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
        Event.DraftChanged,
        Event.ScheduledChanged,
        Event.ReceiptMoved,
        Event.PollTallied,
        Event.NotifyChanged,
        Event.NoticeTold,
        Event.ReportsOpen,
        Event.Typing,
        Event.PresenceChanged,
        Event.SlashAsked,
        Event.SlashAnswered,
        Event.SlashUnanswered,
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
   * Another device of the reader saved a draft, or let it go.
   *
   * @param conversation where
   * @param draft as it is kept now; absent if none is
   */
  @JsonTypeName("draft.changed")
  record DraftChanged(ConversationId conversation, Optional<DraftView> draft) implements Event {}

  /**
   * Another device of the reader scheduled a message, changed it or let it go; or its time came.
   *
   * @param conversation where
   * @param scheduled which
   * @param now as it is now; absent if it was sent or let go
   */
  @JsonTypeName("scheduled.changed")
  record ScheduledChanged(
      ConversationId conversation, ScheduledId scheduled, Optional<ScheduledView> now)
      implements Event {}

  /**
   * Another device of the reader changed what they want to hear of: ask again.
   *
   * @param conversation of which conversation; absent: of all
   */
  @JsonTypeName("notify.changed")
  record NotifyChanged(Optional<ConversationId> conversation) implements Event {}

  /**
   * The reader is told of something, as {@code notice.list} shows it. The same one may come twice
   * after a reconnect, and what came while the reader was not connected does not come: it stands in
   * the list. Nothing should ring before its {@code held_until}.
   *
   * @param notice of what
   */
  @JsonTypeName("notice.told")
  record NoticeTold(NoticeView notice) implements Event {}

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
   * Votes came in a poll of a conversation that this session has open: at most once a second, and
   * only to who sees everybody there. It is not caught up on: after a reconnect {@code poll.get}
   * says how it stands.
   *
   * @param conversation where
   * @param target the position of its message
   * @param tally the votes
   */
  @JsonTypeName("poll.tally")
  record PollTallied(ConversationId conversation, long target, PollTally tally) implements Event {}

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
   * Somebody ran a slash command of the reader's, a bot. The same one may come twice.
   *
   * @param ask what {@code slash.answer} names
   * @param conversation where
   * @param name without the slash
   * @param text what followed it
   * @param asker who; absent if it is somebody from outside whom programs do not get to know
   * @param answerBy until when the first answer has to be there
   */
  @JsonTypeName("slash.asked")
  record SlashAsked(
      AskId ask,
      ConversationId conversation,
      String name,
      String text,
      Optional<Person> asker,
      Instant answerBy)
      implements Event {}

  /**
   * A bot answered the reader alone. It is kept nowhere.
   *
   * @param ask what it answers
   * @param conversation where it was asked
   * @param bot who
   * @param text Markdown
   */
  @JsonTypeName("slash.answered")
  record SlashAnswered(AskId ask, ConversationId conversation, Person bot, String text)
      implements Event {}

  /**
   * The bot did not answer in time, and will not any more.
   *
   * @param ask what it did not answer
   * @param conversation where it was asked
   */
  @JsonTypeName("slash.unanswered")
  record SlashUnanswered(AskId ask, ConversationId conversation) implements Event {}

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
