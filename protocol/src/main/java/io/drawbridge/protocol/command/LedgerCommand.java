package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.LedgerResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.time.Instant;
import java.util.Optional;

/**
 * Commands about who could see what, and when. They are for owners and admins of the workspace, be
 * they in the conversations or not; that they looked is recorded. Nothing of what was written is
 * told, and no name that they could not find themselves.
 *
 * @param <R> what the command answers
 */
public sealed interface LedgerCommand<R extends Result> extends Command<R> {

  /**
   * Tells who could see a message, when, by what, and whether it reached them: externals first,
   * those who came last first. A page may hold fewer than asked for, or nobody, and have a next
   * one.
   *
   * @param workspace which workspace
   * @param conversation where the message stands
   * @param pos its position
   * @param after the {@code next} of the page before, 1 to 512 chars
   * @param limit people of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("ledger.of_message")
  record OfMessage(
      WorkspaceId workspace,
      ConversationId conversation,
      long pos,
      Optional<String> after,
      Optional<Integer> limit)
      implements LedgerCommand<LedgerResult.MessageLedger> {

    /** Checks the fields. */
    public OfMessage {
      Check.pos("pos", pos);
      after.ifPresent(it -> Check.cursor("after", it));
      Check.listPage(limit);
    }
  }

  /**
   * Tells what somebody could see of a workspace at some time, and by what; what they came into
   * last, first. Pages as those of {@code ledger.of_message}.
   *
   * @param workspace which workspace
   * @param person who
   * @param at when; absent: now
   * @param after the {@code next} of the page before, 1 to 512 chars; it keeps the time
   * @param limit conversations of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("ledger.of_person")
  record OfPerson(
      WorkspaceId workspace,
      AccountId person,
      Optional<Instant> at,
      Optional<String> after,
      Optional<Integer> limit)
      implements LedgerCommand<LedgerResult.PersonLedger> {

    /** Checks the fields. */
    public OfPerson {
      Check.instant("at", at);
      after.ifPresent(it -> Check.cursor("after", it));
      Check.listPage(limit);
    }
  }

  /**
   * Tells why somebody can see a conversation now, or why not, and when they could.
   *
   * @param workspace which workspace
   * @param person who
   * @param conversation what
   */
  @JsonTypeName("ledger.why")
  record Why(WorkspaceId workspace, AccountId person, ConversationId conversation)
      implements LedgerCommand<LedgerResult.Reasons> {}

  /**
   * Tells which devices of somebody who lost a conversation say that they keep nothing more of it.
   * A device that says so may lie, and one that ended cannot say it any more.
   *
   * @param workspace which workspace
   * @param person who
   * @param conversation what they lost
   */
  @JsonTypeName("ledger.purges")
  record Purges(WorkspaceId workspace, AccountId person, ConversationId conversation)
      implements LedgerCommand<LedgerResult.DevicePurges> {}
}
