package io.drawbridge.server.message;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.result.MessageResult.MessageVersions;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.AccessGate.Asked;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.rules.Action.Read;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.message.VersionStore.Versions;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Tells what a message said before it was edited. Whether the caller may is decided in the snapshot
 * that shows it: of their own messages, or of all.
 */
final class ListVersions {
  private final AccessGate gate;
  private final Database database;
  private final VersionStore store = new VersionStore();

  ListVersions(AccessGate gate, Database database) {
    this.gate = gate;
    this.database = database;
  }

  CompletionStage<Answer<MessageVersions>> handle(
      Caller caller, MessageCommand.ListMessageVersions command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    Versions found = database.read(handle -> find(handle, permit, command.pos()));
    Tag tag =
        new Tag.Content(
            permit.conversation().domain(),
            command.conversation(),
            found.needs(),
            found.epoch(),
            command.pos(),
            Whose.of(found.author()));
    return CompletableFuture.completedFuture(Answer.of(tag, new MessageVersions(found.versions())));
  }

  private Versions find(Handle snapshot, ReadPermit permit, long pos) {
    Versions found =
        store.find(snapshot, permit, pos).stream().findFirst().orElseThrow(Failure::notFound);
    boolean own = found.author().equals(permit.caller().account());
    Asked asked =
        new Asked(
            permit.caller().account(),
            permit.conversation().id(),
            own ? Read.SEE_OWN_VERSIONS : Read.SEE_VERSIONS);
    gate.decideAll(snapshot, List.of(asked)).getFirst().require();
    return found;
  }
}
