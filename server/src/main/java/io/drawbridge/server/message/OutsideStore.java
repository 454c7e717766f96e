package io.drawbridge.server.message;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.message.OutsideFloors.Floor;
import io.drawbridge.server.message.OutsideFloors.Floors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads from where on externals see a conversation, in one snapshot with the domain's epoch. */
final class OutsideStore {
  private final Database database;

  OutsideStore(Database database) {
    this.database = database;
  }

  Floors floors(ConversationId conversation) {
    return database.query(handle -> {
      List<Floor> floors = new ArrayList<>();
      List<Long> epochs =
          handle
              .createQuery(
                  """
                  select d.epoch as as_of, o.epoch, o.pos
                  from conversation c
                  join domain d on d.id = c.domain
                  left join lateral shown_outside(c.id) o on true
                  where c.id = :conversation
                  """)
              .bind("conversation", conversation.value())
              .map(row -> {
                Optional.ofNullable(row.getColumn("pos", Long.class))
                    .ifPresent(
                        pos -> floors.add(new Floor(row.getColumn("epoch", Long.class), pos)));
                return row.getColumn("as_of", Long.class);
              })
              .list();
      return epochs.isEmpty() ? Floors.NONE : Floors.of(epochs.getFirst(), floors);
    });
  }
}
