package io.drawbridge.server.workspace.departure;

import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.SeatCommand.Keep;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.SeatResult;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestTeam;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.link.Opening;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workspace whose members become externals and leave, without sockets. */
final class Staff extends TestTeam {
  Staff(TestHouse house) {
    super(house);
  }

  SeatResult.DemotionPreview preview(Caller person, List<Keep> keep) {
    return house.tell(
        owner, new SeatCommand.PreviewDemote(home.workspace(), person.account(), keep));
  }

  SeatCommand.Demote demotion(Caller person, Keep... keep) {
    return new SeatCommand.Demote(
        id(), home.workspace(), person.account(), List.of(keep), Optional.empty());
  }

  SeatResult.Demoted demote(Caller person, Keep... keep) {
    return house.tell(owner, demotion(person, keep));
  }

  void leave(Caller person) {
    house.tell(person, new SeatCommand.Leave(id(), home.workspace(), Optional.empty()));
  }

  /** What the person sees, and from where on, of all the workspace has. */
  Map<ConversationId, Opening> seen(Caller person) {
    Map<ConversationId, Opening> seen = new HashMap<>();
    house
        .db
        .database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    select c.id, f.epoch, f.pos
                    from conversation c cross join lateral floor_of(:person, c.id) f
                    where c.domain = :domain
                    """)
                .bind("person", person.account().value())
                .bind("domain", home.workspace().value())
                .map((rows, context) ->
                    seen.put(
                        new ConversationId(rows.getLong("id")),
                        new Opening(rows.getLong("epoch"), rows.getLong("pos"))))
                .list());
    return seen;
  }

  /** One number of the database. */
  long count(String sql, Object... values) {
    return house
        .db
        .database()
        .query(handle -> {
          var query = handle.createQuery(sql);
          for (int i = 0; i < values.length; i++) {
            query.bind(i, values[i]);
          }
          return query.mapTo(Long.class).one();
        });
  }

  boolean seated(Caller person) {
    return count(
            "select count(*) from held_seat where domain = ? and person = ?",
            home.workspace().value(),
            person.account().value())
        > 0;
  }
}
