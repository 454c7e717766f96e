package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.TestHouse;
import java.util.ArrayList;
import java.util.List;

/** A record of the audit beside the change that it is of, as its rows have it. */
record Recorded(
    long scope,
    long epoch,
    String action,
    long actor,
    long session,
    long workspace,
    long conversation,
    long person,
    String reason,
    String before,
    String after,
    String whole) {
  private static final String RECORDS =
      """
      select a.scope, a.epoch, a.action, coalesce(a.actor, 0) as actor, coalesce(a.session, 0) as session,
             coalesce(a.workspace, 0) as workspace, coalesce(a.conversation, 0) as conversation,
             coalesce(a.person, 0) as person, coalesce(a.reason, '') as reason,
             a.before::text as before, a.after::text as after, a::text as whole
      from audit a join change c on c.scope = a.scope and c.epoch = a.epoch
      order by a.at, a.epoch
      """;

  /** All of them, in the order of their times. */
  static List<Recorded> all(TestHouse house) {
    return new ArrayList<>(
        house
            .db
            .database()
            .query(handle ->
                handle
                    .createQuery(RECORDS)
                    .map((rows, context) ->
                        new Recorded(
                            rows.getLong("scope"),
                            rows.getLong("epoch"),
                            rows.getString("action"),
                            rows.getLong("actor"),
                            rows.getLong("session"),
                            rows.getLong("workspace"),
                            rows.getLong("conversation"),
                            rows.getLong("person"),
                            rows.getString("reason"),
                            rows.getString("before"),
                            rows.getString("after"),
                            rows.getString("whole")))
                    .list()));
  }

  /** The invitation of an address that is pending. */
  static InvitationId invitation(TestHouse house, String table, String address) {
    return new InvitationId(
        house
            .db
            .database()
            .query(handle ->
                handle
                    .createQuery(
                        "select id from " + table + " where email = :email and state = 'pending'")
                    .bind("email", address)
                    .mapTo(Long.class)
                    .one()));
  }
}
