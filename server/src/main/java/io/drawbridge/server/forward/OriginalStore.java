package io.drawbridge.server.forward;

import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.delivery.log.FileColumns;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads messages that are to be passed on, above the reader's floor. */
final class OriginalStore {
  /** The message at a position; empty if the permit's owner sees none there, or it was deleted. */
  Optional<PassedOn.Read> find(Handle handle, ReadPermit permit, long pos) {
    return handle
        .createQuery(
            """
            select m.text, %s
            from message m
            cross join lateral floor_of(:reader, m.conversation) f
            %s
            where m.conversation = :conversation and m.pos = :pos and m.text is not null
              and m.pos > f.pos and m.epoch >= f.epoch
              and (not f.apart or sees_person(:reader, m.author, :domain))
            """
                .formatted(FileColumns.COLUMNS, FileColumns.FILES))
        .bind("reader", permit.caller().account().value())
        .bind("conversation", permit.conversation().id().value())
        .bind("domain", permit.domain().value())
        .bind("pos", pos)
        .map(row ->
            new PassedOn.Read(
                permit, pos, row.getColumn("text", String.class), FileColumns.of(row)))
        .findOne();
  }
}
