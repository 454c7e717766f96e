package io.drawbridge.server.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Nobody meets the canary, and what it leaves behind is bounded. */
final class CanaryUnseenWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** More than what one round or two leave in a table. */
  private static final long ROUND_ROWS_MAX = 10;

  @AutoClose private static final TestServer SERVER = CanaryNodes.alone();

  /** Set up while the canary runs already. */
  private static final TestPerson ADA = setUp();

  private static final WorkspaceId WORKSPACE = TestSteps.workspace(ADA);

  private static TestPerson setUp() {
    CanaryNodes.awaitPassed(SERVER, 2);
    return SERVER.setUp("Ada");
  }

  private static Place place() {
    return SERVER
        .database()
        .database()
        .query(handle -> new CanaryStore().place(handle).orElseThrow());
  }

  @Test
  void noListExportOrAuditOfAWorkspaceNamesIt() {
    TestSteps.external(SERVER, ADA, TestSteps.thread(ADA, "Wharf"), "Gus");
    double passed = CanaryNodes.count(SERVER, "select round from canary");
    await()
        .atMost(PATIENCE)
        .until(() -> CanaryNodes.count(SERVER, "select round from canary") > passed + 2);
    Optional<Integer> limit = Optional.empty();
    List<Command<?>> shown =
        List.of(
            new WorkspaceCommand.ListMembers(WORKSPACE, Optional.empty(), limit),
            new WorkspaceCommand.ListExternals(WORKSPACE, Optional.empty(), limit),
            new ExternalCommand.ListExternals(
                WORKSPACE, Optional.empty(), Optional.empty(), Optional.empty(), limit),
            new PeopleCommand.Find("Gus", Optional.empty(), limit),
            new InboxCommand.ListInbox(Optional.empty(), limit, Optional.empty()),
            new AuditCommand.ListRecords(WORKSPACE, Optional.empty(), Optional.empty(), limit));
    Place place = place();
    Map<String, String> texts = new LinkedHashMap<>();
    shown.forEach(command -> texts.put(command.toString(), ADA.call(command).toString()));
    texts.put(
        "audit", export(after -> new AuditCommand.Export(WORKSPACE, Optional.empty(), after)));
    texts.put(
        "workspace",
        export(after -> new AuditCommand.ExportWorkspace(WORKSPACE, Optional.empty(), after)));
    texts.put("account", export(AuditCommand.ExportAccount::new));
    texts.forEach((what, text) ->
        assertThat(text)
            .as(what)
            .containsAnyOf("Ada", "Gus", "Wharf", ADA.account().toString())
            .doesNotContainIgnoringCase("canary")
            .doesNotContain(
                place.member().toString(),
                place.external().toString(),
                place.conversation().toString()));
    assertThat(ADA.call(new ExternalCommand.Count(WORKSPACE)).toString()).contains("1");
    assertThat(ADA.call(new PeopleCommand.Find("Canary", Optional.empty(), limit)).people())
        .isEmpty();
  }

  /** All parts of an export. */
  private static String export(Function<Optional<String>, Command<AuditPart>> part) {
    StringBuilder text = new StringBuilder();
    Optional<String> next = Optional.empty();
    do {
      AuditPart got = ADA.call(part.apply(next));
      text.append(got.text());
      next = got.next();
    } while (next.isPresent());
    return text.toString();
  }

  @Test
  void nobodyReachesItByItsIds() {
    Place place = place();
    TestSteps.refused(
        ErrorCode.NOT_FOUND, () -> ADA.call(new PeopleCommand.Show(place.external())));
    TestSteps.refused(
        ErrorCode.NOT_FOUND, () -> ADA.call(new ConversationCommand.Show(place.conversation())));
    TestSteps.refused(
        ErrorCode.NOT_FOUND,
        () ->
            ADA.call(
                new DmCommand.Open(
                    TestSteps.clientId(),
                    Optional.empty(),
                    List.of(place.member()),
                    Optional.empty())));
  }

  /**
   * No table but these has a row of it, so there is no session, no address, no notice, no mail, no
   * presence, no quota and no seal; and what it did long ago goes.
   */
  @Test
  void itsRowsAreFewAndGo() throws Exception {
    CanaryNodes.awaitPassed(SERVER, 12);
    Map<String, Long> before = rows();
    assertThat(before.keySet())
        .isSubsetOf(
            "account",
            "audit",
            "canary",
            "change",
            "conversation",
            "domain",
            "event",
            "fence",
            "fence_debt",
            "link",
            "message",
            "notice_cursor",
            "notice_setting",
            "request");
    assertThat(before).containsEntry("account", 2L).containsEntry("conversation", 1L);
    assertThat(
            CanaryNodes.count(
                SERVER,
                """
                select count(*) from account a join canary c on a.id in (c.member, c.external)
                where a.email is not null or a.password_hash is not null
                """))
        .isZero();
    for (String table : List.of("audit", "change", "event", "link", "message")) {
      assertThat(before.get(table)).as(table).isGreaterThan(ROUND_ROWS_MAX);
    }
    double passed = CanaryNodes.found(SERVER.server(), "passed");
    SERVER.database().execute("select canary_forget(0)");
    Map<String, Long> after = rows();
    for (String table : List.of("audit", "change", "event", "link", "message")) {
      assertThat(after.getOrDefault(table, 0L)).as(table).isLessThanOrEqualTo(ROUND_ROWS_MAX);
    }
    CanaryNodes.awaitPassed(SERVER, passed + 3);
    CanaryNodes.awaitHealth(SERVER.server(), 200, "passed");
  }

  @Test
  void whatOthersDidStays() {
    ConversationId thread = TestSteps.thread(ADA, "Stays");
    TestSteps.send(ADA, thread, "it stays");
    String others = "audit where scope <> (select domain from canary)";
    long audited = CanaryNodes.count(SERVER, "select count(*) from " + others);
    SERVER.database().execute("select canary_forget(0)");
    assertThat(audited).isPositive();
    assertThat(CanaryNodes.count(SERVER, "select count(*) from " + others))
        .isGreaterThanOrEqualTo(audited);
    assertThat(TestSteps.texts(ADA, thread)).containsExactly("it stays");
    assertThatThrownBy(() -> SERVER.database().execute("delete from " + others))
        .hasMessageContaining("audit");
  }

  /** The number of rows with an id of the canary's in a column, by table. */
  private static Map<String, Long> rows() {
    Place place = place();
    List<Long> ids =
        List.of(
            place.domain().value(),
            place.conversation().value(),
            place.member().value(),
            place.external().value());
    return SERVER
        .database()
        .database()
        .query(handle -> {
          Map<String, Long> rows = new TreeMap<>();
          handle
              .createQuery(
                  """
                  select table_name, string_agg(
                    format('%I = any(:ids)', column_name), ' or ' order by column_name) as mentions
                  from information_schema.columns c
                  join information_schema.tables t using (table_schema, table_name)
                  where table_schema = current_schema() and data_type = 'bigint'
                    and table_type = 'BASE TABLE'
                  group by table_name
                  """)
              .map((row, context) ->
                  Map.entry(row.getString("table_name"), row.getString("mentions")))
              .list()
              .forEach(table -> {
                long count =
                    handle
                        .createQuery(
                            "select count(*) from \"%s\" where %s"
                                .formatted(table.getKey(), table.getValue()))
                        .bindArray("ids", Long.class, ids.toArray())
                        .mapTo(Long.class)
                        .one();
                if (count > 0) {
                  rows.put(table.getKey(), count);
                }
              });
          return rows;
        });
  }
}
