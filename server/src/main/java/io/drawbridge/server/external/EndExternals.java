package io.drawbridge.server.external;

import static io.drawbridge.server.access.rules.WorkspaceAction.END_EXTERNALS;
import static io.drawbridge.server.access.rules.WorkspaceAction.END_OWN_EXTERNALS;

import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.result.ExternalResult.ExternalsEnded;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.join.JoinEnds;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.workspace.guest.GuestInvitations;
import io.drawbridge.server.workspace.guest.Guests;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code external.end}: ends what externals have, of one of them or of thousands (N-11). It is cut
 * into parts, each a change of its own, so that nobody who writes waits for all of it; parts that
 * are committed at about the same time share a fence. Each part looks again at what is left, so
 * that nothing slips in between; a repeated command goes on where the earlier one stopped.
 */
final class EndExternals implements Handler<ExternalCommand.End, ExternalsEnded> {
  /** Grants that one change ends: some tens of milliseconds under the domain's lock. */
  private static final int PART = 100;

  /** Parts that wait for the domain at a time. */
  private static final int PARTS_MAX = 200;

  private final AccessGate gate;
  private final Database database;
  private final Changes changes;
  private final Invitations invitations;
  private final JoinEnds joins;
  private final GuestInvitations asked;
  private final Guests guests = new Guests();
  private final SelectedGrantStore store = new SelectedGrantStore();

  EndExternals(
      AccessGate gate,
      Database database,
      Changes changes,
      Invitations invitations,
      JoinEnds joins,
      GuestInvitations asked) {
    this.gate = gate;
    this.database = database;
    this.changes = changes;
    this.invitations = invitations;
    this.joins = joins;
    this.asked = asked;
  }

  /** What one part ended, as a repeated command is told again. */
  record Part(
      int grants,
      int invitations,
      JoinEnds.Counts joins,
      List<AccountId> people,
      List<ConversationId> places,
      boolean more) {
    Part {
      people = List.copyOf(people);
      places = List.copyOf(places);
    }
  }

  /** The right that ending these takes: for what one gave oneself a smaller one. */
  static WorkspaceAction right(Caller caller, ExternalSelection which) {
    return which instanceof ExternalSelection.OfInviter(var inviter)
            && inviter.equals(caller.account())
        ? END_OWN_EXTERNALS
        : END_EXTERNALS;
  }

  @Override
  public CompletionStage<Answer<ExternalsEnded>> handle(
      Caller caller, ExternalCommand.End command) {
    WorkspacePermit permit =
        gate.workspace(caller, command.workspace(), right(caller, command.which()));
    int grants =
        database.query(handle -> store.count(handle, permit.domain(), command.which())).grants();
    return round(permit, command, List.of(), grants / PART + 1)
        .thenApply(parts -> Answer.own(EndedParts.answer(parts, permit.action() == END_EXTERNALS)));
  }

  /** Makes these further parts, and more until nothing is left. */
  private CompletionStage<List<Changed<Part>>> round(
      WorkspacePermit permit, ExternalCommand.End command, List<Changed<Part>> before, int parts) {
    List<CompletableFuture<Changed<Part>>> round =
        IntStream.range(0, Math.min(parts, PARTS_MAX))
            .mapToObj(i -> part(permit, command, before.size() + i).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(round.toArray(CompletableFuture[]::new))
        .thenCompose(_ -> {
          List<Changed<Part>> done = new ArrayList<>(before);
          round.forEach(each -> done.add(each.join()));
          return done.getLast().value().more()
              ? round(permit, command, done, Math.max(1, parts - round.size()))
              : CompletableFuture.completedStage(done);
        });
  }

  private CompletionStage<Changed<Part>> part(
      WorkspacePermit permit, ExternalCommand.End command, int number) {
    return changes.run(
        permit.domain(),
        changes.step(permit.caller(), command, "part %d".formatted(number), Part.class).by(permit),
        tx -> end(tx, command));
  }

  private Part end(ChangeTransaction tx, ExternalCommand.End command) {
    JoinEnds.Counts joining = joins.end(tx, command.which(), PART);
    int revoked = invitations.revokeSelected(tx, command.which(), PART);
    int uninvited = asked.revoke(tx, command.which(), PART);
    List<AccountId> strangers = guests.end(tx, command.which(), PART);
    List<Ended> own = store.own(tx.handle(), tx.at().domain(), command.which(), PART);
    String reason = EndReason.REMOVED.name().toLowerCase(Locale.ROOT);
    tx.left(tx.memberships().removeAll(tx.at(), own, reason));
    List<Ended> all = new ArrayList<>(own);
    if (command.which() instanceof ExternalSelection.OfConversation(var conversation)) {
      all.addAll(shutOut(tx, conversation, PART - own.size()));
    }
    return new Part(
        all.size(),
        revoked + uninvited,
        joining,
        Stream.concat(all.stream().map(Ended::person), strangers.stream()).distinct().toList(),
        all.stream().map(Ended::conversation).distinct().toList(),
        revoked == PART
            || uninvited == PART
            || strangers.size() == PART
            || all.size() == PART
            || joining.links() == PART
            || joining.requests() == PART);
  }

  private List<Ended> shutOut(ChangeTransaction tx, ConversationId conversation, int max) {
    List<Ended> out =
        store.byGroup(tx.handle(), tx.at().domain(), conversation, max).stream()
            .map(person -> new Ended(conversation, person))
            .toList();
    out.forEach(lost -> tx.memberships().exclude(tx.at(), conversation, lost.person()));
    tx.left(out);
    return out;
  }
}
