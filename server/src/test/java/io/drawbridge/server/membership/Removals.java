package io.drawbridge.server.membership;

import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestTeam;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.link.Opening;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A workspace in which people are taken out, and that is taken back, without sockets. */
final class Removals extends TestTeam {
  Removals(TestHouse house) {
    super(house);
  }

  Caller member() {
    return house.member(home, "member" + id() + "@home.example");
  }

  Caller admin() {
    Caller admin = member();
    house.seat(home.workspace(), admin, WorkspaceRole.ADMIN);
    return admin;
  }

  Caller stranger() {
    return house.person("stranger" + id() + "@other.example");
  }

  Caller guest(Caller by, ConversationId where, String relation, Duration term) {
    String address = "guest" + id() + "@other.example";
    Caller guest = house.person(address);
    accept(
        by,
        new MemberCommand.Add(
            id(),
            where,
            Optional.empty(),
            Optional.of(address),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Instant.now().plus(term)),
            Optional.of(relation),
            Optional.empty(),
            Optional.empty()),
        guest);
    return guest;
  }

  void remove(Caller by, ConversationId where, Caller person, boolean allPaths) {
    house.tell(
        by,
        new MemberCommand.Remove(
            id(),
            where,
            Optional.of(person.account()),
            Optional.empty(),
            Optional.empty(),
            allPaths,
            Optional.empty()));
  }

  void removeGroup(Caller by, ConversationId thread, ConversationId group) {
    house.tell(
        by,
        new MemberCommand.Remove(
            id(),
            thread,
            Optional.empty(),
            Optional.of(group),
            Optional.empty(),
            false,
            Optional.empty()));
  }

  static MemberCommand.UndoRemove undo(ConversationId where, Caller person, boolean openGap) {
    return new MemberCommand.UndoRemove(
        id(), where, Optional.of(person.account()), Optional.empty(), openGap);
  }

  static MemberCommand.UndoRemove undoGroup(
      ConversationId thread, ConversationId group, boolean openGap) {
    return new MemberCommand.UndoRemove(
        id(), thread, Optional.empty(), Optional.of(group), openGap);
  }

  long send(Caller by, ConversationId where, String text) {
    return house.tell(by, new MessageCommand.Send(id(), where, text, Optional.empty())).pos();
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

  /** How far they have read, and whether they follow. */
  String marks(Caller person, ConversationId where) {
    return house
        .db
        .database()
        .query(handle ->
            handle
                .createQuery("select k::text from marker k where account = ? and conversation = ?")
                .bind(0, person.account().value())
                .bind(1, where.value())
                .mapTo(String.class)
                .one());
  }

  long count(String sql, Object value) {
    return house
        .db
        .database()
        .query(handle -> handle.createQuery(sql).bind(0, value).mapTo(Long.class).one());
  }
}
