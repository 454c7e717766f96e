package io.drawbridge.server.resume;

import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.delivery.fanout.Followed;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Closes a conversation for a session, which then hears of its head only. The answer is the same
 * whether it was open or not, and whether it exists or not. Followed conversations and DMs still
 * come in full.
 */
final class CloseConversation {
  private final Conversations conversations;

  CloseConversation(Conversations conversations) {
    this.conversations = conversations;
  }

  CompletionStage<Answer<Done>> handle(Session session, InterestCommand.Close command) {
    ConversationId conversation = command.conversation();
    if (!alwaysFull(session, conversation)) {
      session
          .connection()
          .execute(() -> {
            Started.of(session).taken(session, List.of(conversation));
            session.interests().drop(conversation);
          });
    }
    return CompletableFuture.completedFuture(Answer.own(new Done()));
  }

  private boolean alwaysFull(Session session, ConversationId conversation) {
    return session
            .attachments()
            .get(Followed.class)
            .filter(followed -> followed.contains(conversation))
            .isPresent()
        || conversations
            .facts(conversation)
            .filter(facts -> facts.kind() == ConversationKind.DM)
            .isPresent();
  }
}
