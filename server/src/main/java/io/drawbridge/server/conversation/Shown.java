package io.drawbridge.server.conversation;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.delivery.change.ConversationViews;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Answers with a conversation as the caller sees it now, which may differ from when it was made.
 */
final class Shown {
  private final ConversationViews views;
  private final Executor executor;

  /** {@code executor} carries what must not hold up a lane's thread; it may block. */
  Shown(ConversationViews views, Executor executor) {
    this.views = views;
    this.executor = executor;
  }

  /**
   * @throws Failure {@code not_found} if the caller does not see it
   */
  Answer<ConversationResult.Conversation> to(Caller caller, ConversationId conversation) {
    ConversationViews.@Nullable Rendered rendered =
        views.render(caller.account(), List.of(conversation)).get(conversation);
    if (rendered == null) {
      throw Failure.notFound();
    }
    return Answer.of(rendered.tag(), new ConversationResult.Conversation(rendered.view()));
  }

  /** Answers in the same way after a change. */
  CompletionStage<Answer<ConversationResult.Conversation>> after(
      Caller caller, CompletionStage<ConversationId> change) {
    return change.thenApplyAsync(conversation -> to(caller, conversation), executor);
  }
}
