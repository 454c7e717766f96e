package io.drawbridge.server.forward;

import io.drawbridge.protocol.forward.MessagePlace;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/**
 * Reads the places that a message that was passed on ties together, each above the reader's floor
 * there: the other end is told by its own right, never by that of this end.
 */
final class PlaceStore {
  /** Threads looked through, the newest: the reader need not see all of them. */
  private static final int LOOKED_THROUGH = 1_000;

  private static final int THREADS_MAX = 100;

  /** A message, and the tag by which it is told where it stands. */
  record Seen(MessagePlace place, Tag tag) {}

  private static final String HERE =
      """
      select m.conversation, m.pos, m.epoch, m.author, d.id as domain, d.epoch as needs
      from message m
      join domain d on d.id = :domain
      cross join lateral floor_of(:reader, m.conversation) f
      where m.conversation = :conversation and m.pos = :pos
        and m.pos > f.pos and m.epoch >= f.epoch
        and (not f.apart or sees_person(:reader, m.author, d.id))
      """;

  /** What the reader sees of messages {@code p}, which are elsewhere. */
  private static final String ELSEWHERE =
      """
      select q.conversation, q.pos, q.epoch, q.author, d.id as domain, d.epoch as needs
      from p
      join message q on q.conversation = p.conversation and q.pos = p.pos
      join conversation k on k.id = q.conversation
      join domain d on d.id = k.domain
      cross join lateral floor_of(:reader, q.conversation) f
      where q.pos > f.pos and q.epoch >= f.epoch
        and (not f.apart or sees_person(:reader, q.author, d.id))
      order by q.pos desc
      limit :limit
      """;

  /** The message itself; empty if the permit's owner does not see it. */
  Optional<Seen> here(Handle snapshot, ReadPermit permit, long pos) {
    return snapshot
        .createQuery(HERE)
        .bind("reader", permit.caller().account().value())
        .bind("conversation", permit.conversation().id().value())
        .bind("domain", permit.domain().value())
        .bind("pos", pos)
        .map(PlaceStore::seen)
        .findOne();
  }

  /** The message that this one passes on, if the permit's owner sees it where it stands. */
  Optional<Seen> source(Handle snapshot, ReadPermit permit, Seen here) {
    return snapshot
        .createQuery(
            """
            with p as materialized (
              select o.source as conversation, o.source_pos as pos from forwarded o
              where o.conversation = :conversation and o.pos = :pos)
            %s
            """
                .formatted(ELSEWHERE))
        .bind("reader", permit.caller().account().value())
        .bind("conversation", here.place().conversation().value())
        .bind("pos", here.place().pos())
        .bind("limit", 1)
        .map(PlaceStore::seen)
        .findOne();
  }

  /**
   * The messages with which threads began that came of this one, as far as the reader sees them.
   */
  List<Seen> threads(Handle snapshot, ReadPermit permit, Seen here) {
    return snapshot
        .createQuery(
            """
            with p as materialized (
              select o.conversation, o.pos from forwarded o
              where o.source = :conversation and o.source_pos = :pos and o.starts
              order by o.pos desc limit %d)
            %s
            """
                .formatted(LOOKED_THROUGH, ELSEWHERE))
        .bind("reader", permit.caller().account().value())
        .bind("conversation", here.place().conversation().value())
        .bind("pos", here.place().pos())
        .bind("limit", THREADS_MAX)
        .map(PlaceStore::seen)
        .list();
  }

  private static Seen seen(RowView row) {
    ConversationId conversation = new ConversationId(row.getColumn("conversation", Long.class));
    long pos = row.getColumn("pos", Long.class);
    return new Seen(
        new MessagePlace(conversation, pos),
        new Tag.Content(
            new DomainId(row.getColumn("domain", Long.class)),
            conversation,
            row.getColumn("needs", Long.class),
            row.getColumn("epoch", Long.class),
            pos,
            Whose.of(new AccountId(row.getColumn("author", Long.class)))));
  }
}
