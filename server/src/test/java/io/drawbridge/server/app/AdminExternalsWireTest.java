package io.drawbridge.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An operator asks beside the running server who from outside sees what (HAP-3, HAP-19, N-4), and
 * ends it by the server (HAP-11).
 */
final class AdminExternalsWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);
  private static final String TEXT = "the price is 7 florins";

  @TempDir private Path folder;

  private AdminRun admin;
  private ConversationId thread;
  private TestPerson eve;
  private long pos;

  @BeforeEach
  void somebodyFromOutsideSeesAMessage() {
    admin = AdminRun.of(SERVER.database(), folder);
    thread = TestSteps.thread(OWNER, "Offer");
    eve = TestSteps.external(SERVER, OWNER, thread, TestCast.unique("Eve"));
    pos = TestSteps.send(OWNER, thread, TEXT).pos();
  }

  /** The lines that a look prints; of the texts and of hidden names there is nothing in them. */
  private List<JsonNode> look(String... words) {
    String out = admin.run(0, words("externals", words)).out();
    assertThat(out).doesNotContain(TEXT, "Offer");
    return out.lines().map(JsonMapper.shared()::readTree).toList();
  }

  private static String[] words(String first, String... more) {
    String[] all = new String[more.length + 3];
    all[0] = first;
    System.arraycopy(more, 0, all, 1, more.length);
    all[more.length + 1] = "--workspace";
    all[more.length + 2] = WORKSPACE.toString();
    return all;
  }

  private static List<String> texts(List<JsonNode> lines, String field) {
    return lines.stream().map(line -> line.path(field).asString("")).toList();
  }

  @Test
  void everybodyFromOutsideIsListedFilteredAndShown() {
    String name = eve.email().substring(0, eve.email().indexOf('@'));
    assertThat(texts(look("list"), "email")).contains(eve.email());
    assertThat(texts(look("list", "--text", name), "email")).containsExactly(eve.email());
    assertThat(look("list", "--text", name, "--state", "pending,former")).isEmpty();
    assertThat(look("list", "--in", thread.toString(), "--order", "newest")).hasSize(1);
    assertThat(look("list", "--limit", "0").getLast().path("more").asBoolean()).isTrue();
    List<JsonNode> shown = look("show", eve.account().toString());
    assertThat(texts(shown.subList(1, 2), "conversation")).containsExactly(thread.toString());
    assertThat(texts(look("grants"), "conversation")).contains(thread.toString());
    assertThat(look("count").getFirst().path("all").path("used").asInt()).isPositive();
  }

  @Test
  void ledgersAreAskedBesideTheRunningServerAndRecorded() {
    List<JsonNode> message = look("message", thread.toString(), Long.toString(pos));
    assertThat(message.getFirst().path("pos").asLong()).isEqualTo(pos);
    assertThat(message.get(1).path("person").path("id").asString())
        .as("externals first")
        .isEqualTo(eve.account().toString());
    List<JsonNode> person = look("person", eve.account().toString());
    assertThat(person.get(1).path("conversation").asString()).isEqualTo(thread.toString());
    JsonNode why = look("why", eve.account().toString(), thread.toString()).getFirst();
    assertThat(why.path("sees").path("paths")).hasSize(1);
    assertThat(
            OWNER
                .call(
                    new AuditCommand.ListRecords(
                        WORKSPACE, Optional.empty(), Optional.empty(), Optional.of(200)))
                .records())
        .filteredOn(it -> it.actor().isEmpty())
        .extracting(it -> it.action())
        .contains("ledger.of_message", "ledger.of_person", "ledger.why");
  }

  @Test
  void endIsRehearsedAndThenMadeByTheRunningServer() throws IOException {
    Path token = folder.resolve("token");
    Files.writeString(token, OWNER.tokens().accessToken().value() + "\n");
    String[] end = {
      "externals", "end", "person", eve.account().toString(), "--server", SERVER.url().toString()
    };
    try (TestClient socket = eve.connect()) {
      assertThat(admin.run(1, end).err()).contains("no token", "DRAWBRIDGE_TOKEN");
      String would =
          admin.with("DRAWBRIDGE_TOKEN", OWNER.tokens().accessToken().value()).run(0, end).out();
      assertThat(JsonMapper.shared().readTree(would).path("grants").asInt()).isOne();
      assertThat(TestSteps.texts(socket, thread)).containsExactly(TEXT);
      String[] apply = Arrays.copyOf(end, end.length + 3);
      apply[end.length] = "--token-file";
      apply[end.length + 1] = token.toString();
      apply[end.length + 2] = "--apply";
      JsonNode ended = JsonMapper.shared().readTree(admin.run(0, apply).out());
      assertThat(ended.path("grants").asInt()).isOne();
      assertThat(ended.path("receipt").path("sessions")).isNotEmpty();
      TestSteps.refused(ErrorCode.NOT_FOUND, () -> TestSteps.texts(socket, thread));
    }
  }

  @Test
  void theOnlyWorkspaceNeedsNoNameAndAnythingElseIsAMistake() {
    assertThat(admin.run(0, "externals").out()).contains(eve.email());
    admin.run(2, "externals", "everybody");
    admin.run(2, "externals", "show");
    admin.run(2, "externals", "show", "Eve");
    admin.run(2, "externals", "list", "--state", "gone");
    admin.run(2, "externals", "message", thread.toString(), "first");
    admin.run(2, "externals", "end", "firm", "partner.example");
    assertThat(admin.run(1, "externals", "why", eve.account().toString(), "c_0000000000001").err())
        .contains("not found");
  }

  @Test
  void ofSeveralWorkspacesOneHasToBeNamed() {
    try (TestServer other = TestServer.start()) {
      TestPerson owner = other.setUp("Owner");
      WorkspaceId second =
          owner
              .call(new WorkspaceCommand.Create(TestSteps.clientId(), "Theirs"))
              .workspace()
              .workspace();
      AdminRun there = AdminRun.of(other.database(), folder);
      assertThat(there.run(1, "externals").err()).contains("--workspace", second + " Theirs");
      assertThat(there.run(0, "externals", "--workspace", second.toString()).out()).isEmpty();
    }
  }
}
