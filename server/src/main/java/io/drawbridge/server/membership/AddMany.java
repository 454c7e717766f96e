package io.drawbridge.server.membership;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.AddedRow;
import io.drawbridge.protocol.people.AddedState;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.result.MemberResult.ManyAdded;
import io.drawbridge.protocol.text.Check;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Memberships.Decided;
import io.drawbridge.server.access.Permit.InvitePermit;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.Newcomer;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.session.outbox.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code member.add_many}: invites the owners of many addresses into one conversation (HCL-9), part
 * by part, so that nobody who writes waits for all of it. Each part is decided, written and mailed
 * as a set. A repeated command goes on where the earlier one stopped.
 */
final class AddMany implements Handler<MemberCommand.AddMany, ManyAdded> {
  private static final int PART = 25;

  private final AccessGate gate;
  private final DatabaseClock clock;
  private final Changes changes;
  private final Invitations invitations;
  private final Windows windows;

  AddMany(
      AccessGate gate,
      DatabaseClock clock,
      Changes changes,
      Invitations invitations,
      MembershipStore store) {
    this.gate = gate;
    this.clock = clock;
    this.changes = changes;
    this.invitations = invitations;
    this.windows = new Windows(store);
  }

  /**
   * What one part did, as a repeated command is told again.
   *
   * @param done how many rows have their result by then
   */
  record Part(List<AddedRow> rows, int done, boolean more) implements Changes.Part {
    Part {
      rows = List.copyOf(rows);
    }
  }

  @Override
  public CompletionStage<Answer<ManyAdded>> handle(Caller caller, MemberCommand.AddMany command) {
    Terms.requireToCome(command.until(), clock.now());
    InvitePermit permit = gate.invite(caller, command.conversation(), Action.Invite.ADD_MANY);
    List<Row> rows = rows(command.rows());
    return changes
        .inParts(
            permit,
            command,
            Part.class,
            (tx, before) -> part(tx, command, rows, before.map(Part::done).orElse(0)))
        .thenApply(parts ->
            Answer.own(
                new ManyAdded(
                    parts.stream().flatMap(part -> part.value().rows().stream()).toList())));
  }

  /** A row: its result if that is known beforehand, else the address. */
  private sealed interface Row {
    record Settled(AddedRow result) implements Row {}

    record Wanted(String email, Optional<String> name) implements Row {}
  }

  private static List<Row> rows(List<Addressee> given) {
    Map<EmailAddress, Integer> first = new HashMap<>();
    List<Row> rows = new ArrayList<>(given.size());
    for (Addressee each : given) {
      rows.add(row(each, rows.size() + 1, first));
    }
    return rows;
  }

  /** {@code first} are the rows, counted from 1, in which the addresses before this one stand. */
  private static Row row(Addressee given, int number, Map<EmailAddress, Integer> first) {
    try {
      Check.email("email", given.email());
      Optional<String> name = given.name().map(it -> Check.name("name", it));
      EmailAddress email = EmailAddress.of(given.email());
      return Optional.ofNullable(first.putIfAbsent(email, number))
          .<Row>map(before -> new Row.Settled(AddedRow.duplicate(before)))
          .orElseGet(() -> new Row.Wanted(email.value(), name));
    } catch (ProtocolException bad) {
      return new Row.Settled(AddedRow.refused(bad.code(), String.valueOf(bad.getMessage())));
    }
  }

  private Part part(ChangeTransaction tx, MemberCommand.AddMany command, List<Row> all, int from) {
    int end = Math.min(from + PART, all.size());
    List<Row> rows = all.subList(from, end);
    Map<String, AddedRow> results = invite(tx, command, wanted(rows));
    return new Part(
        rows.stream()
            .map(row ->
                switch (row) {
                  case Row.Settled(AddedRow result) -> result;
                  case Row.Wanted(String email, _) -> Objects.requireNonNull(results.get(email));
                })
            .toList(),
        end,
        end < all.size());
  }

  private static List<Row.Wanted> wanted(List<Row> rows) {
    return rows.stream().filter(Row.Wanted.class::isInstance).map(Row.Wanted.class::cast).toList();
  }

  /** The result for each address. */
  private Map<String, AddedRow> invite(
      ChangeTransaction tx, MemberCommand.AddMany command, List<Row.Wanted> rows) {
    ConversationId conversation = command.conversation();
    tx.memberships().requireTerm(tx.at(), conversation, command.until());
    Opening opening =
        windows.resolve(tx, conversation, tx.at().actor(), command.history(), Newcomer.EXTERNAL);
    tx.memberships().requireFirst(tx.at(), conversation, command.confirmFirst());
    List<Decided> decided =
        tx.memberships()
            .admitAddresses(tx.at(), conversation, rows.stream().map(Row.Wanted::email).toList());
    Map<String, AddedRow> results = new HashMap<>();
    List<Invitations.Wanted> wanted = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row.Wanted row = rows.get(i);
      decided.get(i).why().ifPresent(why -> results.put(row.email(), refused(why)));
      decided
          .get(i)
          .admission()
          .map(admission ->
              new Invitations.Wanted(
                  admission,
                  row.email(),
                  opening,
                  command.until(),
                  command.relation(),
                  command.conditions().orElse(EndConditions.NONE),
                  row.name(),
                  command.note()))
          .ifPresent(wanted::add);
    }
    List<Invitations.Outcome> outcomes =
        invitations.inviteAll(tx, tx.at().actor(), conversation, wanted);
    for (int i = 0; i < wanted.size(); i++) {
      results.put(wanted.get(i).email(), result(outcomes.get(i)));
    }
    return results;
  }

  private static AddedRow result(Invitations.Outcome outcome) {
    return switch (outcome) {
      case Invitations.Outcome.Invited(var invitation) ->
          AddedRow.invited(AddedState.INVITED, invitation);
      case Invitations.Outcome.Waiting(var invitation) ->
          AddedRow.invited(AddedState.AWAITING_APPROVAL, invitation);
      case Invitations.Outcome.Open(var invitation) ->
          AddedRow.invited(AddedState.ALREADY_INVITED, invitation);
      case Invitations.Outcome.Here() -> AddedRow.here();
      case Invitations.Outcome.Refused(Failure why) -> refused(why);
    };
  }

  private static AddedRow refused(Failure why) {
    return AddedRow.refused(why.code(), why.text());
  }
}
