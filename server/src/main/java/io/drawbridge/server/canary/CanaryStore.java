package io.drawbridge.server.canary;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.Ids;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Keeps the canary's place, its turns, and what its eyes saw. */
final class CanaryStore {
  /** The rounds of which it is kept what was seen. */
  private static final int ROUNDS_KEPT = 1_000;

  /** What came to a node in a round. */
  record Sight(boolean heard, boolean ended, boolean leaked) {}

  Optional<Place> place(Handle handle) {
    return handle
        .createQuery("select domain, conversation, member, external from canary")
        .map((rows, context) ->
            new Place(
                new DomainId(rows.getLong("domain")),
                new ConversationId(rows.getLong("conversation")),
                new AccountId(rows.getLong("member")),
                new AccountId(rows.getLong("external"))))
        .findOne();
  }

  /** Makes it, unless another node was first. */
  Place make(Handle handle, Ids ids) {
    handle.execute("lock table canary in share row exclusive mode");
    Optional<Place> made = place(handle);
    if (made.isPresent()) {
      return made.get();
    }
    Place place =
        new Place(
            new DomainId(ids.next()),
            new ConversationId(ids.next()),
            new AccountId(ids.next()),
            new AccountId(ids.next()));
    long conversation = place.conversation().value();
    long member = place.member().value();
    long external = place.external().value();
    handle.execute(
        "insert into account (id, kind, name) values (?, 'bot', 'Canary'), (?, 'bot', 'Canary')",
        member,
        external);
    handle.execute("insert into domain (id) values (?)", place.domain().value());
    handle.execute(
        "insert into conversation (id, domain, kind, name, starter) values (?, ?, 'dm', '', ?)",
        conversation,
        place.domain().value(),
        member);
    handle.execute(
        """
        insert into notice_setting (account, conversation, level, mail)
        values (?, ?, 'nothing', 'off'), (?, ?, 'nothing', 'off')
        """,
        member,
        conversation,
        external,
        conversation);
    handle.execute(
        "insert into canary (domain, conversation, member, external) values (?, ?, ?, ?)",
        place.domain().value(),
        conversation,
        member,
        external);
    return place;
  }

  /** Says that both are connected to this node, from now on; forgets the nodes that are gone. */
  void open(Handle handle, String node) {
    handle.execute(
        "delete from canary_eye e where not exists (select from node n where n.id = e.node)");
    handle.execute(
        """
        insert into canary_eye as e (node) values (?)
        on conflict (node) do update set opened = e.opened + 1
        """,
        node);
  }

  void shut(Handle handle, String node) {
    handle.execute("delete from canary_eye where node = ?", node);
  }

  /**
   * The nodes with a right to serve at which both are connected, and the number of times that they
   * were connected there.
   */
  Map<String, Long> eyes(Handle handle) {
    Map<String, Long> eyes = new HashMap<>();
    handle
        .createQuery("select e.node, e.opened from canary_eye e join live_node n on n.id = e.node")
        .map((rows, context) -> eyes.put(rows.getString("node"), rows.getLong("opened")))
        .list();
    return eyes;
  }

  /** All nodes that are known, whether they serve or not. */
  Set<String> nodes(Handle handle) {
    return handle.createQuery("select id from node").mapTo(String.class).set();
  }

  /**
   * Gives this node the turn for a while, if no other one has it; the number of its round. One that
   * it could not give back, when the database went away, it takes again.
   */
  OptionalLong take(Handle handle, String node, Duration turn) {
    return handle
        .createQuery(
            """
            update canary
            set holder = :node, round = round + 1,
                held_until = clock_timestamp() + :millis * interval '1 millisecond'
            where held_until < clock_timestamp() or holder is null or holder = :node
            returning round
            """)
        .bind("node", node)
        .bind("millis", turn.toMillis())
        .mapTo(Long.class)
        .findOne()
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /** Gives the turn back. */
  void give(Handle handle, String node) {
    handle.execute("update canary set holder = null where holder = ?", node);
  }

  /** Returns whether no round began after this one. */
  boolean isLast(Handle handle, long round) {
    return handle
        .createQuery("select round = :round from canary")
        .bind("round", round)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Notes what came to a node in a round. A leak counts only while no round began after that one:
   * the next may have let the external in again before that was said.
   *
   * @return whether it leaked, now or before
   */
  boolean saw(Handle handle, String node, long round, Sight sight) {
    return handle
        .createQuery(
            """
            insert into canary_sight as s (node, round, heard, ended, leaked)
            select :node, :round, :heard, :ended, :leaked and c.round = :round from canary c
            on conflict (node, round) do update
            set heard = s.heard or excluded.heard, ended = s.ended or excluded.ended,
                leaked = s.leaked or excluded.leaked
            returning leaked
            """)
        .bind("node", node)
        .bind("round", round)
        .bind("heard", sight.heard())
        .bind("ended", sight.ended())
        .bind("leaked", sight.leaked())
        .mapTo(Boolean.class)
        .one();
  }

  /** What each node saw in a round. */
  Map<String, Sight> sights(Handle handle, long round) {
    Map<String, Sight> sights = new HashMap<>();
    handle
        .createQuery("select node, heard, ended, leaked from canary_sight where round = :round")
        .bind("round", round)
        .map((rows, context) ->
            sights.put(
                rows.getString("node"),
                new Sight(
                    rows.getBoolean("heard"), rows.getBoolean("ended"), rows.getBoolean("leaked"))))
        .list();
    return sights;
  }

  /** Forgets what was said, done and seen longer ago than that. */
  void forget(Handle handle, Duration age) {
    handle
        .createQuery("select 1 from canary_forget(:seconds)")
        .bind("seconds", age.toSeconds())
        .mapTo(Integer.class)
        .one();
    handle.execute(
        "delete from canary_sight where round < (select round from canary) - ?", ROUNDS_KEPT);
  }
}
