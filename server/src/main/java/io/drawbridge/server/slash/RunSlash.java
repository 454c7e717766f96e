package io.drawbridge.server.slash;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.AskId;
import io.drawbridge.protocol.result.WebhookResult.SlashAsked;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.access.link.DomainLockStore;
import io.drawbridge.server.access.rules.AccessRules;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * {@code slash.run}: asks a bot. The right is decided again under the domain's lock, as that of a
 * message is, so that nobody asks anything once they are removed.
 */
final class RunSlash implements Handler<WebhookCommand.RunSlash, SlashAsked> {
  private final Platform platform;
  private final AccessGate gate;
  private final People people;
  private final Usable usable;
  private final SlashCourier courier;
  private final RequestKeys keys;
  private final AskStore store = new AskStore();

  RunSlash(Platform platform, AccessGate gate, People people, Usable usable, SlashCourier courier) {
    this.platform = platform;
    this.gate = gate;
    this.people = people;
    this.usable = usable;
    this.courier = courier;
    this.keys = new RequestKeys(platform.codec());
  }

  @Override
  public CompletionStage<Answer<SlashAsked>> handle(
      Caller caller, WebhookCommand.RunSlash command) {
    PostPermit permit = gate.post(caller, command.conversation(), Action.Post.ASK_BOT);
    AccessRules.askBotAs(people.card(permit.conversation(), caller.account()).bot()).require();
    RequestKey key = keys.of(caller, command);
    AskId fresh = new AskId(platform.ids().next());
    Ask ask = platform.database().write(handle -> ask(handle, permit, command, key, fresh));
    if (ask.id().equals(fresh)) {
      courier.asked(ask.id());
    }
    return CompletableFuture.completedStage(
        Answer.of(
            ask.tag(ask.epoch(), caller.account()), new SlashAsked(ask.id(), ask.answerBy())));
  }

  private Ask ask(
      Handle handle,
      PostPermit permit,
      WebhookCommand.RunSlash command,
      RequestKey key,
      AskId fresh) {
    DomainLockStore.share(handle, permit.domain());
    gate.recheck(handle, permit);
    Optional<Ask> earlier = store.earlier(handle, key);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    AccountId bot =
        usable
            .of(handle, permit.conversation(), key.account(), Optional.of(command.name()))
            .stream()
            .findFirst()
            .orElseThrow(Failure::notFound)
            .bot();
    int open = store.open(handle, key.account());
    if (open >= Limits.SLASH_ASKS_OPEN_PER_PERSON_MAX) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED,
          "slash commands that may still be answered: %d (limit: %d)"
              .formatted(open, Limits.SLASH_ASKS_OPEN_PER_PERSON_MAX));
    }
    return store
        .insert(
            handle,
            fresh,
            permit.domain(),
            command.conversation(),
            bot,
            key,
            command.name(),
            command.text())
        .or(() -> store.earlier(handle, key))
        .orElseThrow(Failure::notFound);
  }
}
