package io.drawbridge.server.membership;

import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.result.MemberResult;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code member.paths}: shows why somebody sees a conversation (N-6). */
final class ListPaths {
  private final AccessGate gate;
  private final RosterReader rosters;

  ListPaths(AccessGate gate, RosterReader rosters) {
    this.gate = gate;
    this.rosters = rosters;
  }

  CompletionStage<Answer<MemberResult.Paths>> handle(
      Caller caller, MemberCommand.ListPaths command) {
    return CompletableFuture.completedFuture(
        rosters.paths(gate.read(caller, command.conversation()), command.person()));
  }
}
