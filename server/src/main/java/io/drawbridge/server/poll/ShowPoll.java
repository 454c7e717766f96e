package io.drawbridge.server.poll;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.command.PollCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.poll.PollTally;
import io.drawbridge.protocol.poll.PollVoter;
import io.drawbridge.protocol.result.MessageResult.Poll;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.poll.PollStore.Row;
import io.drawbridge.server.poll.PollStore.Vote;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Shows how a poll stands. The counts are a part of their own, since they tell of anybody; each
 * voter is one, as are the way to the next of them.
 */
final class ShowPoll {
  private final Database database;
  private final AccessGate gate;
  private final People people;
  private final PollStore store;
  private final VoteStore votes = new VoteStore();
  private final Ballots ballots;

  ShowPoll(Database database, AccessGate gate, People people, PollStore store, Ballots ballots) {
    this.database = database;
    this.gate = gate;
    this.people = people;
    this.store = store;
    this.ballots = ballots;
  }

  CompletionStage<Answer<Poll>> handle(Caller caller, PollCommand.Show command) {
    return show(
        caller,
        command.conversation(),
        command.pos(),
        command.after().map(ShowPoll::place).orElse(Long.MIN_VALUE),
        command.limit().orElse(Limits.LIST_PAGE_DEFAULT));
  }

  /** Shows it after the caller has voted. */
  CompletionStage<Answer<Poll>> handle(Caller caller, PollCommand.Vote command) {
    return show(
        caller, command.conversation(), command.pos(), Long.MIN_VALUE, Limits.LIST_PAGE_DEFAULT);
  }

  private CompletionStage<Answer<Poll>> show(
      Caller caller, ConversationId conversation, long pos, long after, int limit) {
    ReadPermit permit = gate.read(caller, conversation);
    Read read =
        database
            .read(snapshot -> read(snapshot, permit, pos, after, limit))
            .orElseThrow(Failure::notFound);
    List<Part<Piece>> parts = new ArrayList<>();
    read.tally()
        .ifPresent(tally ->
            parts.add(
                new Part<>(
                    read.tag(permit, pos, Whose.read(read.row().apart())),
                    new Piece.Counted(tally))));
    parts.addAll(voters(permit, pos, read, limit));
    Answer<Poll> answer =
        Answer.joined(
            read.tag(permit, pos, Whose.NOBODYS),
            parts,
            pieces -> join(conversation, pos, read, pieces));
    return CompletableFuture.completedFuture(answer);
  }

  private Optional<Read> read(Handle snapshot, ReadPermit permit, long pos, long after, int limit) {
    return store
        .find(snapshot, permit, pos)
        .map(row -> {
          boolean anonymous = row.poll().anonymous();
          Optional<PollTally> tally =
              !row.apart()
                  ? Optional.of(row.tally())
                  // Every vote is looked at, so not again for each page.
                  : anonymous || after != Long.MIN_VALUE
                      ? Optional.empty()
                      : Optional.of(store.seen(snapshot, permit, pos));
          AccountId reader = permit.caller().account();
          ConversationId conversation = permit.conversation().id();
          VoteStore.Voter me =
              anonymous
                  ? new VoteStore.Voter.Hidden(ballots.of(conversation, pos, reader))
                  : new VoteStore.Voter.Named(reader);
          return new Read(
              row,
              tally,
              votes.choices(snapshot, conversation, pos, me),
              anonymous ? List.of() : store.votes(snapshot, permit, pos, after, limit + 1));
        });
  }

  private List<Part<Piece>> voters(ReadPermit permit, long pos, Read read, int limit) {
    List<Vote> shown = read.votes().subList(0, Math.min(limit, read.votes().size()));
    Map<AccountId, Person> cards =
        people.cards(permit.conversation(), shown.stream().map(Vote::voter).toList());
    List<Part<Piece>> parts = new ArrayList<>();
    for (Vote vote : shown) {
      Optional.ofNullable(cards.get(vote.voter()))
          .ifPresent(person ->
              parts.add(
                  new Part<>(
                      read.tag(permit, pos, Whose.of(vote.voter())),
                      new Piece.Voted(new PollVoter(person, vote.choices())))));
    }
    if (shown.size() < read.votes().size()) {
      // That there are more is told by the one that proves it.
      AccountId proof = read.votes().getLast().voter();
      parts.add(
          new Part<>(
              read.tag(permit, pos, Whose.of(proof)), new Piece.More(shown.getLast().voter())));
    }
    return parts;
  }

  private static Poll join(ConversationId conversation, long pos, Read read, List<Piece> pieces) {
    Optional<PollTally> tally = Optional.empty();
    List<PollVoter> voters = new ArrayList<>();
    Optional<String> next = Optional.empty();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Counted(PollTally counted) -> tally = Optional.of(counted);
        case Piece.Voted(PollVoter voter) -> voters.add(voter);
        case Piece.More(AccountId last) -> next = Optional.of(last.toString());
      }
    }
    return new Poll(conversation, pos, read.row().poll(), tally, read.mine(), voters, next);
  }

  private static long place(String after) {
    try {
      return AccountId.parse(after).value();
    } catch (ProtocolException foreign) {
      throw Failure.invalid("after: not from this server (expected: the next of the page before)");
    }
  }

  /** What one snapshot shows; one voter more than fits proves that there are more. */
  private record Read(Row row, Optional<PollTally> tally, List<Integer> mine, List<Vote> votes) {
    Tag tag(ReadPermit permit, long pos, Whose whose) {
      return new Tag.Content(
          permit.domain(),
          permit.conversation().id(),
          row.needs(),
          row.epoch(),
          pos,
          whose.and(row.author()));
    }
  }

  private sealed interface Piece {
    record Counted(PollTally tally) implements Piece {}

    record Voted(PollVoter voter) implements Piece {}

    record More(AccountId last) implements Piece {}
  }
}
