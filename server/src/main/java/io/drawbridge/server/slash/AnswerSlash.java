package io.drawbridge.server.slash;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.AccessGate.Asked;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.link.DomainLockStore;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.append.NewMessage;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code slash.answer}: answers who asked, or says it in the conversation. Bot and asker are judged
 * again under the domain's lock; what the asker alone is told is judged once more at their socket.
 * A message that is refused has used up its turn.
 */
final class AnswerSlash implements Handler<WebhookCommand.AnswerSlash, Done> {
  private final Platform platform;
  private final AccessGate gate;
  private final WriterLanes lanes;
  private final SlashCourier courier;
  private final RequestKeys keys;
  private final AskStore store = new AskStore();

  AnswerSlash(Platform platform, AccessGate gate, WriterLanes lanes, SlashCourier courier) {
    this.platform = platform;
    this.gate = gate;
    this.lanes = lanes;
    this.courier = courier;
    this.keys = new RequestKeys(platform.codec());
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller bot, WebhookCommand.AnswerSlash command) {
    Ask ask =
        platform
            .database()
            .query(handle -> store.asked(handle, command.ask(), bot.account()))
            .orElseThrow(Failure::notFound);
    return command.inConversation().orElse(false)
        ? say(bot, ask, command)
        : tell(bot, ask, command);
  }

  private CompletionStage<Answer<Done>> tell(
      Caller bot, Ask ask, WebhookCommand.AnswerSlash command) {
    Permit permit = gate.read(bot, ask.conversation());
    long fresh = platform.ids().next();
    boolean first =
        platform
            .database()
            .write(
                handle -> claim(handle, permit, ask, command, fresh, Optional.of(command.text())));
    if (first) {
      courier.answered(ask.id());
    }
    return CompletableFuture.completedStage(Answer.own(new Done()));
  }

  private CompletionStage<Answer<Done>> say(
      Caller bot, Ask ask, WebhookCommand.AnswerSlash command) {
    PostPermit permit = gate.post(bot, ask.conversation(), Action.Post.POST);
    long fresh = platform.ids().next();
    boolean first =
        platform
            .database()
            .write(handle -> claim(handle, permit, ask, command, fresh, Optional.empty()));
    if (first) {
      courier.said();
    }
    NewMessage message =
        new NewMessage(
            command.text(), Optional.empty(), Set.of(), Optional.empty(), keys.of(bot, command));
    return lanes.append(permit, message).thenApply(_ -> Answer.own(new Done()));
  }

  /** Takes a turn; false if this answer has taken it before. */
  private boolean claim(
      Handle handle,
      Permit permit,
      Ask asked,
      WebhookCommand.AnswerSlash command,
      long fresh,
      Optional<String> text) {
    DomainLockStore.share(handle, asked.domain());
    gate.recheck(handle, permit);
    Asked still = new Asked(asked.asker(), asked.conversation(), Action.Post.ASK_BOT);
    if (!(gate.decideAll(handle, List.of(still)).getFirst() instanceof Decision.Allowed)) {
      throw Failure.notFound();
    }
    Ask ask = store.lock(handle, asked.id()).orElseThrow(Failure::notFound);
    RequestKey key = keys.of(permit.caller(), command);
    if (store.answered(handle, ask.id(), key)) {
      return false;
    }
    if (!ask.takesAnswer(store.now(handle))) {
      throw Failure.of(
          ErrorCode.CONFLICT,
          "ask: over (expected: an answer within 3 seconds, and at most 5 more within 15 minutes)");
    }
    store.answer(handle, ask.id(), key, fresh, text);
    return true;
  }
}
