package io.drawbridge.server.delivery.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.db.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Holds the list of {@link Trace} against the tables that there are: a column that could hold words
 * of people is in the list, or stands here with what it is (G-27).
 */
final class ContentTraceDbTest {
  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  /** Tables without anything of what is written in a conversation, and what they hold. */
  private static final Map<String, String> NO_CONTENT =
      Map.ofEntries(
          Map.entry("account", "what people say of themselves; account.erase"),
          Map.entry("session", "devices; account.erase"),
          Map.entry("refresh_token", "hashes"),
          Map.entry("one_time_token", "hashes, addresses; account.erase"),
          Map.entry("credential_change", "hashes, addresses"),
          Map.entry("workspace", "its name"),
          Map.entry("domain", "policies"),
          Map.entry("link", "roles, and reasons that admins gave; the ledger"),
          Map.entry("barred_address", "addresses"),
          Map.entry("dm_home", "keys of people"),
          Map.entry("guest", "guests of a workspace"),
          Map.entry("erased_person", "ids"),
          Map.entry("workspace_invitation", "invitations to a seat"),
          Map.entry("sponsor_notice", "notices to sponsors"),
          Map.entry("term_reminder", "reminders of terms"),
          Map.entry("outcome_notice", "what came of invitations"),
          Map.entry("notice_quiet", "hours"),
          Map.entry("notice_keyword", "words one wants to hear of; account.erase"),
          Map.entry("outbox", "addresses and tokens; what is said is made when it leaves"),
          Map.entry("mail_note", "goes with its mail in the outbox"),
          Map.entry("mail_quota", "addresses, counted for a day"),
          Map.entry("mail_stop", "addresses"),
          Map.entry("content_day", "counts"),
          Map.entry("file_use", "counts"),
          Map.entry("request", "answers of commands, for a day"),
          Map.entry("node", "nodes"),
          Map.entry("canary", "nodes"),
          Map.entry("canary_eye", "nodes"),
          Map.entry("canary_sight", "nodes"),
          Map.entry("schema_generation", "versions"),
          Map.entry("incarnation", "codes and causes"),
          Map.entry("fence_debt", "nodes"),
          Map.entry("lane", "nodes"),
          Map.entry("batch", "ids and epochs for other nodes, for an hour"),
          Map.entry("connection", "devices that are connected"),
          Map.entry("presence", "what people say of themselves while they are connected"),
          Map.entry("signal", "frames for devices at other nodes, for less than a minute"),
          Map.entry("audit", "the audit, which holds no text of a message"),
          Map.entry("audit_chain", "the audit"),
          Map.entry("audit_checkpoint", "the audit"),
          Map.entry("audit_key", "the audit"),
          Map.entry("audit_note", "the audit"),
          Map.entry("audit_seal", "the audit"),
          Map.entry("audit_text", "the audit"),
          Map.entry("hold", "reasons of owners; the audit has them too"),
          Map.entry("portrait", "pictures of people, beside no message"),
          Map.entry("push_device", "names of devices, and how to reach them"),
          Map.entry("push_key", "a pair of keys"),
          Map.entry("preview_page", "pages of the public web"),
          Map.entry("slash_answer", "goes with its question"),
          Map.entry("held_content", "what holds keep; goes when they are lifted"),
          Map.entry("held_file", "what holds keep; goes when they are lifted"),
          Map.entry("flyway_schema_history", "migrations"));

  /** Columns of conversations: the name goes when one is deleted. */
  private static final Set<String> CONVERSATION =
      Set.of("kind", "name", "visibility", "state", "dm_key", "policies");

  private record Column(String table, String name) {}

  private static List<Column> wordy() {
    return DB.database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    select c.table_name::text as t, c.column_name::text as c
                    from information_schema.columns c
                    join information_schema.tables t using (table_schema, table_name)
                    where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
                      and c.data_type not in ('bigint', 'integer', 'smallint', 'boolean', 'date',
                        'timestamp with time zone', 'timestamp without time zone', 'double precision',
                        'numeric', 'xid8')
                    """)
                .map((rows, context) -> new Column(rows.getString("t"), rows.getString("c")))
                .list());
  }

  @Test
  void everyColumnThatCouldHoldWordsIsInTheList() {
    List<Column> wordy = wordy();
    Map<String, Trace> listed =
        Arrays.stream(Trace.values()).collect(Collectors.toMap(Trace::table, each -> each));
    Set<String> unknown = new TreeSet<>();
    for (Column each : wordy) {
      boolean known =
          listed.containsKey(each.table())
              ? listed.get(each.table()).words().contains(each.name())
              : each.table().equals("conversation")
                  ? CONVERSATION.contains(each.name())
                  : NO_CONTENT.containsKey(each.table());
      if (!known) {
        unknown.add(each.table() + "." + each.name());
      }
    }
    assertThat(unknown).as("columns that neither Trace nor this test knows").isEmpty();
    assertThat(NO_CONTENT.keySet()).doesNotContainAnyElementsOf(listed.keySet());
  }

  /** A table that knows of conversations is in the list, or stays for a reason. */
  @Test
  void everyTableOfAConversationIsInTheList() {
    Set<String> tables =
        DB.database()
            .query(handle ->
                handle
                    .createQuery(
                        """
                        select c.table_name::text from information_schema.columns c
                        join information_schema.tables t using (table_schema, table_name)
                        where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
                          and c.column_name = 'conversation'
                        """)
                    .mapTo(String.class)
                    .collect(Collectors.toSet()));
    Arrays.stream(Trace.values()).map(Trace::table).forEach(tables::remove);
    assertThat(tables)
        .containsExactlyInAnyOrder(
            "link", // who could see what, and when
            "audit",
            "audit_seal",
            "audit_note",
            "audit_text",
            "mail_quota",
            "hold",
            "held_content",
            "held_file",
            "device_purge", // what devices say that they let go of
            "push_told", // goes when the device was told to withdraw it
            "signal", // goes within a minute
            "canary", // the conversation of its own
            "deleted_conversation");
  }

  @Test
  void everyListedColumnExists() {
    Set<Column> wordy = Set.copyOf(wordy());
    for (Trace trace : Trace.values()) {
      assertThat(trace.words())
          .allSatisfy(word -> assertThat(wordy).contains(new Column(trace.table(), word)));
    }
  }

  /** Names of columns with what people write; the others hold kinds, codes and the like. */
  private static final Set<String> SAID =
      Set.of("text", "note", "options", "title", "description", "urls", "body");

  /** Analyzing a table would copy values of them to where no deletion looks. */
  @Test
  void whatPeopleWriteIsNeverSampled() {
    Set<Column> sampled =
        DB.database()
            .query(handle ->
                handle
                    .createQuery(
                        """
                        select c.relname::text as t, a.attname::text as c
                        from pg_attribute a join pg_class c on c.oid = a.attrelid
                        where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
                          and a.attnum > 0 and a.attstattarget is distinct from 0
                        """)
                    .map((rows, context) -> new Column(rows.getString("t"), rows.getString("c")))
                    .collect(Collectors.toSet()));
    Set<Column> said =
        Arrays.stream(Trace.values())
            .flatMap(trace ->
                trace.words().stream()
                    .filter(SAID::contains)
                    .map(word -> new Column(trace.table(), word)))
            .collect(Collectors.toSet());
    said.addAll(
        List.of(
            new Column("file", "name"),
            new Column("held_content", "text"),
            new Column("held_file", "name"),
            new Column("held_file", "note"),
            new Column("slash_answer", "text"),
            new Column("signal", "frame"),
            new Column("presence", "says")));
    assertThat(said).hasSizeGreaterThan(15).doesNotContainAnyElementsOf(sampled);
  }
}
