package io.drawbridge.server.people;

import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.PeopleResult.PersonShown;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.access.rules.ExternalRules;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.people.CardStore.Met;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code people.show}: shows the card of a contact, and the profile to whom it is let out (D5,
 * G-14). The answer passes the egress gate with what both share as its witness, so that it ends
 * with that.
 */
final class ShowPerson implements Handler<PeopleCommand.Show, PersonShown> {
  private final Database database;
  private final Conversations conversations;
  private final CardStore store = new CardStore();

  ShowPerson(Database database, Conversations conversations) {
    this.database = database;
    this.conversations = conversations;
  }

  @Override
  public CompletionStage<Answer<PersonShown>> handle(Caller caller, PeopleCommand.Show command) {
    return CompletableFuture.completedStage(
        command.person().equals(caller.account()) ? self(caller) : other(caller, command.person()));
  }

  private Answer<PersonShown> self(Caller caller) {
    return Answer.own(
        database
            .query(handle -> store.card(handle, caller.account(), false, true))
            .orElseThrow(Failure::notFound));
  }

  /** The facts of the places are cached, and are not read while a connection is held. */
  private Answer<PersonShown> other(Caller caller, AccountId person) {
    List<Met> open =
        database.query(handle -> store.meetings(handle, caller.account(), person)).stream()
            .filter(this::showsProfile)
            .toList();
    return database.read(snapshot -> {
      List<Met> now = store.meetings(snapshot, caller.account(), person);
      Optional<Met> full =
          now.stream().filter(it -> open.stream().anyMatch(it::samePlace)).findFirst();
      Met witness = full.or(() -> now.stream().findFirst()).orElseThrow(Failure::notFound);
      return store
          .card(snapshot, person, witness.external(), full.isPresent())
          .map(shown -> Answer.of(witness.tag(), shown))
          .orElseThrow(Failure::notFound);
    });
  }

  private boolean showsProfile(Met met) {
    return met.conversation().isEmpty()
        || met.conversation()
            .flatMap(conversations::facts)
            .filter(ExternalRules::showProfiles)
            .isPresent();
  }
}
