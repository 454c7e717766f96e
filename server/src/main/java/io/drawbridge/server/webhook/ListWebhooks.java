package io.drawbridge.server.webhook;

import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.WebhookResult.Webhooks;
import io.drawbridge.protocol.webhook.WebhookDirection;
import io.drawbridge.protocol.webhook.WebhookState;
import io.drawbridge.protocol.webhook.WebhookView;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.AccessGate.Asked;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.webhook.outgoing.WebhookExit;
import io.drawbridge.server.webhook.stored.StoredWebhook;
import io.drawbridge.server.webhook.stored.WebhookStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/** {@code webhook.list}: shows the webhooks of a conversation, and which of them work. */
final class ListWebhooks implements Handler<WebhookCommand.ListAll, Webhooks> {
  private final Database database;
  private final AccessGate gate;
  private final People people;
  private final Outbox outbox;
  private final WebhookStore store = new WebhookStore();

  ListWebhooks(Database database, AccessGate gate, People people, Outbox outbox) {
    this.database = database;
    this.gate = gate;
    this.people = people;
    this.outbox = outbox;
  }

  /** One as it stands, and the parts of it that are elsewhere. */
  private record Standing(StoredWebhook hook, WebhookState state, Outbox.Backlog backlog) {}

  private record Page(long epoch, List<Standing> hooks) {}

  @Override
  public CompletionStage<Answer<Webhooks>> handle(Caller caller, WebhookCommand.ListAll command) {
    ConversationFacts facts =
        gate.manage(caller, command.conversation(), Action.Manage.MANAGE_HOOKS, Optional.empty())
            .conversation();
    Page page =
        database.read(snapshot ->
            new Page(EpochStore.of(snapshot, facts.domain()), standing(snapshot, facts)));
    List<WebhookView> views = page.hooks().stream().map(it -> view(facts, it)).toList();
    return CompletableFuture.completedStage(
        Answer.of(
            new Tag.Conversation(facts.domain(), facts.id(), page.epoch()), new Webhooks(views)));
  }

  private List<Standing> standing(Handle snapshot, ConversationFacts facts) {
    List<Standing> all = new ArrayList<>();
    for (StoredWebhook hook : store.of(snapshot, facts.id())) {
      all.add(
          new Standing(
              hook,
              state(snapshot, hook),
              outbox.backlog(snapshot, WebhookExit.KIND, hook.id().value())));
    }
    return all;
  }

  private WebhookState state(Handle snapshot, StoredWebhook hook) {
    List<Asked> asked = new ArrayList<>();
    asked.add(new Asked(hook.owner(), hook.conversation(), Action.Manage.MANAGE_HOOKS));
    hook.bot().ifPresent(bot -> asked.add(new Asked(bot, hook.conversation(), Action.Post.POST)));
    if (!gate.decideAll(snapshot, asked).stream().allMatch(Decision.Allowed.class::isInstance)) {
      return WebhookState.NOT_ALLOWED;
    }
    return hook.out().filter(StoredWebhook.Out::failed).isPresent()
        ? WebhookState.FAILED
        : WebhookState.ON;
  }

  private WebhookView view(ConversationFacts facts, Standing standing) {
    StoredWebhook hook = standing.hook();
    Optional<StoredWebhook.Out> out = hook.out();
    Optional<AccountId> bot = hook.bot();
    return new WebhookView(
        hook.id(),
        hook.conversation(),
        bot.isPresent() ? WebhookDirection.IN : WebhookDirection.OUT,
        hook.name(),
        people.card(facts, hook.owner()),
        standing.state(),
        bot,
        out.map(StoredWebhook.Out::host),
        out.map(StoredWebhook.Out::events),
        out.flatMap(StoredWebhook.Out::failingSince),
        standing.backlog().waiting(),
        standing.backlog().dead(),
        hook.createdAt());
  }
}
