package io.drawbridge.server.slash;

import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.WebhookResult.SlashCommands;
import io.drawbridge.protocol.slash.SlashView;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import io.drawbridge.server.slash.OfferStore.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * {@code slash.list}: shows what the reader may run there: nothing where they may run nothing, and
 * no bot that is not in the conversation.
 */
final class ListSlash implements Handler<WebhookCommand.ListSlash, SlashCommands> {
  private final Database database;
  private final AccessGate gate;
  private final Usable usable;
  private final People people;

  ListSlash(Database database, AccessGate gate, Usable usable, People people) {
    this.database = database;
    this.gate = gate;
    this.usable = usable;
    this.people = people;
  }

  private record Page(long epoch, List<Told> usable) {}

  @Override
  public CompletionStage<Answer<SlashCommands>> handle(
      Caller caller, WebhookCommand.ListSlash command) {
    ConversationFacts facts = gate.read(caller, command.conversation()).conversation();
    Page page =
        database.read(snapshot ->
            new Page(
                EpochStore.of(snapshot, facts.domain()),
                usable.of(snapshot, facts, caller.account(), Optional.empty())));
    Map<AccountId, Person> cards =
        people.cards(facts, page.usable().stream().map(Told::bot).collect(Collectors.toSet()));
    List<Part<SlashView>> parts = new ArrayList<>();
    for (Told told : page.usable()) {
      Person bot = cards.get(told.bot());
      if (bot != null) {
        parts.add(
            new Part<>(
                new Tag.Conversation(
                    facts.domain(), facts.id(), page.epoch(), Whose.of(told.bot())),
                new SlashView(told.name(), told.description(), told.usage(), bot)));
      }
    }
    return CompletableFuture.completedStage(
        Answer.joined(
            new Tag.Conversation(facts.domain(), facts.id(), page.epoch()),
            parts,
            SlashCommands::new));
  }
}
