package io.drawbridge.server.canary;

import static org.assertj.core.api.Assertions.assertThat;
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
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Nobody meets the canary, and what it leaves behind is bounded. */
final class CanaryUnseenWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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
            new PeopleCommand.Find("Ada", Optional.empty(), limit),
            new InboxCommand.ListInbox(Optional.empty(), limit, Optional.empty()),
            new AuditCommand.ListRecords(WORKSPACE, Optional.empty(), Optional.empty(), limit),
            new AuditCommand.Export(WORKSPACE, Optional.empty(), Optional.empty()),
            new AuditCommand.ExportWorkspace(WORKSPACE, Optional.empty(), Optional.empty()),
            new AuditCommand.ExportAccount(Optional.empty()));
    Place place = place();
    for (Command<?> command : shown) {
      assertThat(ADA.call(command).toString())
          .as(command.toString())
          .containsAnyOf("Ada", "Gus", "Wharf", ADA.account().toString())
          .doesNotContainIgnoringCase("canary")
          .doesNotContain(
              place.member().toString(),
              place.external().toString(),
              place.conversation().toString());
    }
    assertThat(ADA.call(new ExternalCommand.Count(WORKSPACE)).toString()).contains("1");
    assertThat(ADA.call(new PeopleCommand.Find("Canary", Optional.empty(), limit)).people())
        .isEmpty();
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

  /** Nothing but this table knows of it, so no way to sign in, no notice, no mail, no seal. */
  @Test
  void itsRowsAreKnownAndBounded() throws Exception {
    CanaryNodes.awaitPassed(SERVER, 5);
    Map<String, Long> before = rows();
    System.out.println(before);
    SERVER.database().execute("select canary_forget(0)");
    System.out.println(rows());
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
