package io.drawbridge.server.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.SightRules;
import io.drawbridge.server.block.Blocks;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.session.outbox.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Shows to those who have the conversation open that the caller types. A caller who may not write
 * is refused. What comes too often is answered and not shown, and nothing is to whom they blocked.
 */
final class StartTyping {
  /** The interval of one person in one conversation. */
  private static final Duration PERSON_INTERVAL = Duration.ofSeconds(2);

  /** The interval of all people in one conversation together. */
  private static final Duration CONVERSATION_INTERVAL = Duration.ofMillis(200);

  private static final int REMEMBERED_MAX = 100_000;

  private final AccessGate gate;
  private final Signals signals;
  private final Blocks blocks;
  private final Cache<Typist, Boolean> people = remembered(PERSON_INTERVAL);
  private final Cache<ConversationId, Boolean> conversations = remembered(CONVERSATION_INTERVAL);

  StartTyping(AccessGate gate, Signals signals, Blocks blocks) {
    this.gate = gate;
    this.signals = signals;
    this.blocks = blocks;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, InterestCommand.StartTyping command) {
    PostPermit permit = gate.post(caller, command.conversation(), Action.Post.POST);
    Tag.Conversation tag =
        new Tag.Conversation(
            permit.conversation().domain(), command.conversation(), 0, Whose.of(caller.account()));
    if (first(people, new Typist(caller.account(), command.conversation()))
        && (hidden(permit) || first(conversations, command.conversation()))) {
      signals.sendToOpen(
          tag,
          new Event.Typing(command.conversation(), caller.account()),
          blocks.blockedBy(caller.account()));
    }
    return CompletableFuture.completedFuture(Answer.of(tag, new Done()));
  }

  /**
   * Returns whether some do not see that the caller types: then it must not keep others from being
   * seen either, as that would show.
   */
  private boolean hidden(PostPermit permit) {
    return SightRules.apart(permit.conversation())
        && gate.external(permit.conversation(), permit.caller().account());
  }

  private static <K> boolean first(Cache<K, Boolean> seen, K key) {
    return seen.asMap().putIfAbsent(key, true) == null;
  }

  private static <K> Cache<K, Boolean> remembered(Duration interval) {
    return Caffeine.newBuilder()
        .expireAfterWrite(interval)
        .maximumSize(REMEMBERED_MAX)
        .executor(Runnable::run)
        .build();
  }

  private record Typist(AccountId account, ConversationId conversation) {}
}
