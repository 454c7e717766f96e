package io.drawbridge.server.poll;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.db.SqlArray;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Writes votes: a row for each voter of a poll, and their number in the poll's own row. */
final class VoteStore {
  /** The voter as the rows know them. */
  sealed interface Voter {
    record Named(AccountId account) implements Voter {}

    /** One of an anonymous poll. */
    @SuppressWarnings("ArrayRecordComponent") // bound once, never compared
    record Hidden(byte[] code) implements Voter {}
  }

  /** A poll while its row is locked. */
  record Asked(
      boolean multiple, boolean anonymous, boolean ended, List<Integer> counts, int voters) {}

  /** Locks the poll of a message that the voter sees; empty if there is none. */
  Optional<Asked> lock(Handle handle, PostPermit permit, long pos) {
    return handle
        .createQuery(
            """
            select p.multiple, p.anonymous, p.counts, p.voters,
                   p.closed_at is not null or coalesce(p.ends_at <= clock_timestamp(), false) as ended
            from poll p
            join message m on m.conversation = p.conversation and m.pos = p.pos
            join conversation c on c.id = p.conversation
            cross join lateral floor_of(:reader, m.conversation) f
            where p.conversation = :conversation and p.pos = :pos and m.text is not null
              and m.pos > f.pos and m.epoch >= f.epoch and m.pos > c.first_pos
              and (not f.apart or sees_person(:reader, m.author, c.domain))
            for update of p
            """)
        .bind("reader", permit.caller().account().value())
        .bind("conversation", permit.conversation().id().value())
        .bind("pos", pos)
        .map((rows, context) ->
            new Asked(
                rows.getBoolean("multiple"),
                rows.getBoolean("anonymous"),
                rows.getBoolean("ended"),
                List.of((Integer[]) rows.getArray("counts").getArray()),
                rows.getInt("voters")))
        .findOne();
  }

  /** What somebody chose so far. */
  List<Integer> choices(Handle handle, ConversationId conversation, long pos, Voter voter) {
    return switch (voter) {
      case Voter.Named(AccountId account) ->
          chosen(
              handle,
              "select choices from poll_vote where conversation = ? and pos = ? and account = ?",
              conversation.value(),
              pos,
              account.value());
      case Voter.Hidden(byte[] code) ->
          chosen(
              handle,
              "select choices from poll_ballot where conversation = ? and pos = ? and code = ?",
              conversation.value(),
              pos,
              code);
    };
  }

  private static List<Integer> chosen(Handle handle, String sql, Object... arguments) {
    return handle
        .select(sql, arguments)
        .map((rows, context) -> List.of((Integer[]) rows.getArray("choices").getArray()))
        .findOne()
        .orElse(List.of());
  }

  /** Puts a choice in the place of an earlier one; an empty one goes. */
  void put(
      Handle handle, ConversationId conversation, long pos, Voter voter, List<Integer> choices) {
    SqlArray chosen = new SqlArray("integer", choices);
    switch (voter) {
      case Voter.Named(AccountId account) -> {
        if (choices.isEmpty()) {
          handle.execute(
              "delete from poll_vote where conversation = ? and pos = ? and account = ?",
              conversation.value(),
              pos,
              account.value());
        } else {
          handle
              .createUpdate(
                  """
                  insert into poll_vote (conversation, pos, account, choices)
                  values (:conversation, :pos, :account, :choices)
                  on conflict (conversation, pos, account) do update set choices = excluded.choices
                  """)
              .bind("conversation", conversation.value())
              .bind("pos", pos)
              .bind("account", account.value())
              .bind("choices", chosen)
              .execute();
        }
      }
      case Voter.Hidden(byte[] code) -> {
        if (choices.isEmpty()) {
          handle.execute(
              "delete from poll_ballot where conversation = ? and pos = ? and code = ?",
              conversation.value(),
              pos,
              code);
        } else {
          handle
              .createUpdate(
                  """
                  insert into poll_ballot (conversation, pos, code, choices)
                  values (:conversation, :pos, :code, :choices)
                  on conflict (conversation, pos, code) do update set choices = excluded.choices
                  """)
              .bind("conversation", conversation.value())
              .bind("pos", pos)
              .bind("code", code)
              .bind("choices", chosen)
              .execute();
        }
      }
    }
  }

  /** Notes how the votes stand. */
  void count(
      Handle handle, ConversationId conversation, long pos, List<Integer> counts, int voters) {
    handle
        .createUpdate(
            """
            update poll set counts = :counts, voters = :voters, changed_at = clock_timestamp()
            where conversation = :conversation and pos = :pos
            """)
        .bind("conversation", conversation.value())
        .bind("pos", pos)
        .bind("counts", new SqlArray("integer", counts))
        .bind("voters", voters)
        .execute();
  }
}
