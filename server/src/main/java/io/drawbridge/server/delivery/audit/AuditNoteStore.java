package io.drawbridge.server.delivery.audit;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.id.Id;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Rows of {@code audit_note}. */
public final class AuditNoteStore {
  private static final String ROW =
      """
      select (select d.workspace from domain d where d.id = :workspace), cast(:account as bigint),
        :action, cast(:actor as bigint),
        coalesce((select a.kind from account a where a.id = :actor), 'server'),
        cast(:session as bigint), cast(:conversation as bigint), cast(:person as bigint),
        decode(:address, 'hex'), cast(:told as jsonb)
      """;

  private static final String INSERT =
      """
      insert into audit_note
        (workspace, account, action, actor, actor_kind, session, conversation, person, address, told)
      """;

  private final FrameCodec codec;

  public AuditNoteStore(FrameCodec codec) {
    this.codec = codec;
  }

  public void insert(Handle handle, AuditNote note) {
    bind(handle.createUpdate(INSERT + ROW), note).execute();
  }

  /** The outcome of noting something once in a while. */
  enum Noted {
    NEW,
    ALREADY,
    TOO_MANY
  }

  /**
   * Notes what an actor did, unless the same is noted already within some time, or they have done
   * too much within an hour.
   */
  Noted insertOnce(Handle handle, AuditNote note, Duration within, int hourMax) {
    String sql =
        """
        with before as (
          select count(*) as many,
            coalesce(bool_or(n.action = :action and n.workspace is not distinct from :workspace
              and n.person is not distinct from :person
              and n.conversation is not distinct from :conversation
              and n.at > clock_timestamp() - :within * interval '1 second'), false) as same
          from audit_note n
          where n.actor = :actor and n.at > clock_timestamp() - interval '1 hour'
        ), noted as (
          %s %s
          from before b where not b.same and b.many < :most
          returning id
        )
        select b.same, b.many >= :most as over from before b
        """
            .formatted(INSERT, ROW);
    return bind(handle.createQuery(sql), note)
        .bind("within", within.toSeconds())
        .bind("most", hourMax)
        .map((row, context) -> {
          if (row.getBoolean("same")) {
            return Noted.ALREADY;
          }
          return row.getBoolean("over") ? Noted.TOO_MANY : Noted.NEW;
        })
        .one();
  }

  private <S extends SqlStatement<S>> S bind(S statement, AuditNote note) {
    return statement
        .bind("workspace", note.workspace().map(Id::value))
        .bind("account", note.account().map(Id::value))
        .bind("action", note.action())
        .bind("actor", note.actor().map(Id::value))
        .bind("session", note.session().map(Id::value))
        .bind("conversation", note.conversation().map(Id::value))
        .bind("person", note.person().map(Id::value))
        .bind("address", note.address())
        .bind("told", told(note.facts()));
  }

  private String told(List<AuditFact> facts) {
    return codec.json(
        facts.stream()
            .map(fact -> {
              Map<String, String> told = new TreeMap<>(fact.after());
              told.put("what", fact.what());
              return told;
            })
            .toList());
  }
}
