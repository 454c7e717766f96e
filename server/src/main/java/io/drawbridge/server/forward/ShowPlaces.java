package io.drawbridge.server.forward;

import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.forward.MessagePlace;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.forward.PlaceStore.Seen;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Tells where the original of a message stands, and which threads came of one. Each place is a part
 * of its own, judged by the right to read there at the last step: who lost it in the meantime gets
 * the answer of somebody who never had it.
 */
final class ShowPlaces {
  private final Database database;
  private final AccessGate gate;
  private final PlaceStore store = new PlaceStore();

  ShowPlaces(Database database, AccessGate gate) {
    this.database = database;
    this.gate = gate;
  }

  CompletionStage<Answer<MessageResult.Source>> source(
      Caller caller, WritingCommand.ShowSource command) {
    Found found =
        found(
            caller,
            command.conversation(),
            command.pos(),
            (snapshot, permit, here) -> store.source(snapshot, permit, here).stream().toList());
    return CompletableFuture.completedFuture(
        Answer.joined(
            found.here().tag(),
            found.parts(),
            places -> new MessageResult.Source(places.stream().findFirst())));
  }

  CompletionStage<Answer<MessageResult.Threads>> threads(
      Caller caller, WritingCommand.ListThreads command) {
    Found found = found(caller, command.conversation(), command.pos(), store::threads);
    return CompletableFuture.completedFuture(
        Answer.joined(found.here().tag(), found.parts(), MessageResult.Threads::new));
  }

  private Found found(Caller caller, ConversationId conversation, long pos, Elsewhere elsewhere) {
    ReadPermit permit = gate.read(caller, conversation);
    return database.read(snapshot -> {
      Seen here = store.here(snapshot, permit, pos).orElseThrow(Failure::notFound);
      return new Found(here, elsewhere.of(snapshot, permit, here));
    });
  }

  /** The other places that a message is tied to. */
  private interface Elsewhere {
    List<Seen> of(Handle snapshot, ReadPermit permit, Seen here);
  }

  private record Found(Seen here, List<Seen> elsewhere) {
    List<Part<MessagePlace>> parts() {
      return elsewhere.stream().map(each -> new Part<>(each.tag(), each.place())).toList();
    }
  }
}
