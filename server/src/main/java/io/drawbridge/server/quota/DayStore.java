package io.drawbridge.server.quota;

import io.drawbridge.server.db.SqlArray;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Keeps what was written each day, over all nodes. */
final class DayStore {
  /** One scope's rows and bytes of one day. */
  record Line(Scope scope, LocalDate day, long rows, long bytes) {}

  /**
   * Adds the lines, and returns the new totals. Rows are locked in one order, so that two nodes do
   * not wait for each other.
   */
  List<Line> add(Handle handle, List<Line> lines) {
    return handle
        .createQuery(
            """
            insert into content_day as d (kind, scope, day, rows, bytes)
            select u.kind, u.scope, u.day::date, u.rows, u.bytes
            from unnest(:kinds, :scopes, :days, :rows, :bytes) as u (kind, scope, day, rows, bytes)
            order by u.kind, u.scope, u.day
            on conflict (kind, scope, day) do update
            set rows = d.rows + excluded.rows, bytes = d.bytes + excluded.bytes
            returning kind, scope, day::text as day, rows, bytes
            """)
        .bind(
            "kinds",
            new SqlArray("text", lines.stream().map(it -> it.scope().kind().text()).toList()))
        .bind("scopes", new SqlArray("bigint", lines.stream().map(it -> it.scope().id()).toList()))
        .bind("days", new SqlArray("text", lines.stream().map(it -> it.day().toString()).toList()))
        .bind("rows", new SqlArray("bigint", lines.stream().map(Line::rows).toList()))
        .bind("bytes", new SqlArray("bigint", lines.stream().map(Line::bytes).toList()))
        .map((rows, context) ->
            new Line(
                new Scope(Scope.Kind.of(rows.getString("kind")), rows.getLong("scope")),
                LocalDate.parse(rows.getString("day")),
                rows.getLong("rows"),
                rows.getLong("bytes")))
        .list();
  }

  /** Forgets days before this one. */
  void forgetBefore(Handle handle, LocalDate day) {
    handle
        .createUpdate("delete from content_day where day < cast(:day as date)")
        .bind("day", day.toString())
        .execute();
  }
}
