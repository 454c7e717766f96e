package io.drawbridge.server.resume;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.InterestResult.Opened;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.delivery.change.ConversationViews;
import io.drawbridge.server.delivery.change.ConversationViews.Rendered;
import io.drawbridge.server.delivery.log.EventLog.Wanted;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Opens a conversation for a session: all its events from the cursor on, or from the head that the
 * answer names.
 */
final class OpenConversation {
  private final AccessGate gate;
  private final CatchUp catchUp;
  private final ConversationViews views;

  OpenConversation(AccessGate gate, CatchUp catchUp, ConversationViews views) {
    this.gate = gate;
    this.catchUp = catchUp;
    this.views = views;
  }

  CompletionStage<Answer<Opened>> handle(Session session, InterestCommand.Open command) {
    ReadPermit permit = gate.read(session.caller(), command.conversation());
    return CompletableFuture.completedFuture(
        command.cursor().isPresent()
            ? fromCursor(session, permit, command.cursor().get())
            : fromHead(session, permit));
  }

  private Answer<Opened> fromCursor(Session session, ReadPermit permit, long cursor) {
    catchUp.hold(session, List.of(permit.conversation().id()));
    try {
      Gap gap = catchUp.read(List.of(new Wanted(permit, cursor))).getFirst();
      return opened(session, permit, gap.head())
          .followedBy(() -> catchUp.release(session, List.of(gap)));
    } catch (RuntimeException problem) {
      catchUp.abandon(session, List.of(permit.conversation().id()));
      throw problem;
    }
  }

  /** Opens at the head. What is live already stays as it is: events under way belong to it. */
  private Answer<Opened> fromHead(Session session, ReadPermit permit) {
    ConversationId conversation = permit.conversation().id();
    boolean fresh = catchUp.holdNew(session, conversation);
    try {
      Gap end = catchUp.read(List.of(new Wanted(permit, Limits.NUMBER_MAX))).getFirst();
      Gap none = new Gap(permit, end.head(), new Gap.Fill.Events(end.head(), List.of()));
      return opened(session, permit, end.head())
          .followedBy(() -> {
            if (fresh) {
              catchUp.release(session, List.of(none));
            } else {
              Started.of(session).release(session, conversation);
            }
          });
    } catch (RuntimeException problem) {
      if (fresh) {
        catchUp.abandon(session, List.of(conversation));
      }
      throw problem;
    }
  }

  private Answer<Opened> opened(Session session, ReadPermit permit, long head) {
    ConversationId conversation = permit.conversation().id();
    Rendered view =
        Optional.ofNullable(
                views.render(session.caller().account(), List.of(conversation)).get(conversation))
            .orElseThrow(Failure::notFound);
    // The head is that of all, or of what the reader sees who does not see all.
    Tag.Conversation seen = view.tag();
    Tag tag =
        new Tag.Conversation(seen.domain(), conversation, seen.needs(), Whose.read(permit.apart()));
    return Answer.of(tag, new Opened(view.view(), head));
  }
}
