package io.drawbridge.server.delivery.append.forward;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.log.Columns;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Reads, under the locks of both places, the messages that are passed on. */
public final class ForwardStore {
  /**
   * A look-up of the message that an append passes on.
   *
   * @param index of the append
   * @param author of the append
   * @param to where it is passed on to
   */
  public record Asked(int index, AccountId author, ConversationId to, Forward forward) {}

  /** Whether somebody from outside would read what is passed on, in the transaction's snapshot. */
  public boolean outside(Handle handle, AccountId author, DomainId from, ConversationId to) {
    return handle
        .createQuery("select passes_outside(:author, :domain, :conversation)")
        .bind("author", author.value())
        .bind("domain", from.value())
        .bind("conversation", to.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** The messages as the authors of the appends see them; what they do not see is absent. */
  public Map<Integer, Original> originals(Handle handle, Collection<Asked> asked) {
    Map<Integer, Original> originals = new HashMap<>();
    if (asked.isEmpty()) {
      return originals;
    }
    Columns columns =
        Columns.empty()
            .number("indexes")
            .number("accounts")
            .number("sources")
            .number("positions")
            .number("targets")
            .text("texts");
    asked.forEach(each ->
        columns.add(
            (long) each.index(),
            each.author().value(),
            each.forward().source().value(),
            each.forward().pos(),
            each.to().value(),
            each.forward().text()));
    columns
        .bind(
            handle.createQuery(
                """
                select t.n, m.author, forwarded_name(m.author, k.domain, c.id) as name, m.sent_at,
                       m.text = t.text as same, passes_outside(t.account, c.domain, k.id) as outside,
                       d.workspace is not null and seat_of(t.account, k.domain) is not null as told
                from unnest(:indexes, :accounts, :sources, :positions, :targets, :texts)
                  as t (n, account, source, pos, target, text)
                join conversation c on c.id = t.source
                join conversation k on k.id = t.target
                join domain d on d.id = k.domain
                join message m on m.conversation = t.source and m.pos = t.pos
                join lateral floor_of(t.account, t.source) f on true
                where m.pos > f.pos and m.epoch >= f.epoch and m.pos > c.first_pos
                  and (not f.apart or sees_person(t.account, m.author, c.domain))
                  and m.text is not null
                """))
        .map(row ->
            originals.put(
                row.getColumn("n", Integer.class),
                new Original(
                    new AccountId(row.getColumn("author", Long.class)),
                    row.getColumn("name", String.class),
                    row.getColumn("sent_at", Instant.class),
                    row.getColumn("same", Boolean.class),
                    row.getColumn("outside", Boolean.class),
                    row.getColumn("told", Boolean.class))))
        .list();
    return originals;
  }
}
