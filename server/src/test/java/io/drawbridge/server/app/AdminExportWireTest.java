package io.drawbridge.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator exports a workspace by the running server, in an owner's name (G-27). */
final class AdminExportWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  @TempDir private Path folder;

  /** Mattermost CVE-2026-3113: the archive was readable by everybody on the machine. */
  @Test
  void leak99FileIsItsOwnersAndGoesOnWhereItWasCutOff() throws IOException {
    AdminRun admin =
        AdminRun.of(SERVER.database(), folder)
            .with("DRAWBRIDGE_TOKEN", OWNER.tokens().accessToken().value());
    ConversationId thread = TestSteps.thread(OWNER, "Offer");
    TestSteps.send(OWNER, thread, "the price is 7 florins");
    Path file = folder.resolve("export.ndjson");
    String[] words = {
      "export", WORKSPACE.toString(), file.toString(), "--server", SERVER.url().toString()
    };

    assertThat(admin.run(0, words).out()).contains("Written");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String whole = Files.readString(file);
    assertThat(whole).contains("the price is 7 florins").contains("\"type\":\"end\"}");

    Files.writeString(file, whole.substring(0, whole.lastIndexOf("{\"counts\"") - 3));
    admin.run(0, words);
    assertThat(Files.readString(file)).isEqualTo(whole);
    assertThat(admin.run(2, "export", "w_none", file.toString()).err()).contains("w_none");
  }
}
