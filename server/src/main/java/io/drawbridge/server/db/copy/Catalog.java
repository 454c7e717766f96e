package io.drawbridge.server.db.copy;

import io.drawbridge.server.db.DatabaseTrouble;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The tables and sequences of a database, from its catalog: so none is forgotten. */
final class Catalog {
  private Catalog() {}

  /** Every table, each behind those that its foreign keys refer to. */
  static List<Table> tables(Handle handle) {
    List<Table> tables =
        handle
            .createQuery(
                """
                select c.relname as name,
                  array(select a.attname::text from pg_attribute a
                        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                          and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype
                        order by a.attnum) as columns
                from pg_class c
                where c.relnamespace = current_schema()::regnamespace
                  and c.relkind in ('r', 'p') and not c.relispartition
                order by c.relname
                """)
            .map((row, context) ->
                new Table(
                    row.getString("name"), List.of((String[]) row.getArray("columns").getArray())))
            .list();
    return inOrder(tables, references(handle));
  }

  /** A foreign key: rows of {@code from} refer to rows of {@code to}. */
  record Reference(String from, String to) {}

  private static Set<Reference> references(Handle handle) {
    return handle
        .createQuery(
            """
            select distinct f.relname as referring, t.relname as referred
            from pg_constraint k
            join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
            where k.contype = 'f' and k.conrelid <> k.confrelid
              and f.relnamespace = current_schema()::regnamespace
            """)
        .map((row, context) -> new Reference(row.getString("referring"), row.getString("referred")))
        .collect(Collectors.toSet());
  }

  /**
   * Puts tables behind those that they refer to.
   *
   * @throws DatabaseTrouble if they refer to each other in a circle
   */
  static List<Table> inOrder(List<Table> tables, Set<Reference> references) {
    List<Table> ordered = new ArrayList<>(tables.size());
    Set<Table> waiting = new LinkedHashSet<>(tables);
    while (!waiting.isEmpty()) {
      Set<String> names = waiting.stream().map(Table::name).collect(Collectors.toSet());
      List<Table> ready =
          waiting.stream()
              .filter(table ->
                  references.stream()
                      .noneMatch(it -> it.from().equals(table.name()) && names.contains(it.to())))
              .toList();
      if (ready.isEmpty()) {
        throw new DatabaseTrouble("tables refer to each other in a circle: " + names);
      }
      ordered.addAll(ready);
      ready.forEach(waiting::remove);
    }
    return ordered;
  }

  /** The sequences behind the columns that number their rows, and how far each has come. */
  static List<Numbering> numberings(Handle handle) {
    return handle
        .createQuery(
            """
            select c.relname as table, a.attname as column,
              coalesce((select s.last_value from pg_sequences s
                        where format('%I.%I', s.schemaname, s.sequencename)
                          = pg_get_serial_sequence(quote_ident(c.relname), a.attname)), 0) as last
            from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = current_schema()::regnamespace
              and c.relkind in ('r', 'p') and a.attidentity <> ''
            order by c.relname, a.attname
            """)
        .map((row, context) ->
            new Numbering(row.getString("table"), row.getString("column"), row.getLong("last")))
        .list();
  }

  /** Sequences that number the rows of no column: none is copied, so there must be none. */
  static List<String> sequencesOfNoColumn(Handle handle) {
    return handle
        .createQuery(
            """
            select c.relname from pg_class c
            where c.relnamespace = current_schema()::regnamespace and c.relkind = 'S'
              and not exists (select from pg_depend d
                              where d.classid = 'pg_class'::regclass and d.objid = c.oid
                                and d.deptype = 'i')
            """)
        .mapTo(String.class)
        .list();
  }
}
