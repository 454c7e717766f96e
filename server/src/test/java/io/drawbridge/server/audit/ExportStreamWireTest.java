package io.drawbridge.server.audit;

import static io.drawbridge.server.TestSteps.clientId;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.audit.AuditVerifier;
import io.drawbridge.protocol.audit.Verdict;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The export as one HTTP answer: whole, or without an end (N-13, G-27; leaks 97, 98). */
final class ExportStreamWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  @AutoClose private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);
  private static final int RECEIVE_BYTES = 64 << 10;

  private static HttpResponse<byte[]> get(String workspace, Optional<TestPerson> by)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(SERVER.url() + "/v1/audit/" + workspace));
    by.ifPresent(it -> request.header("Authorization", "Bearer " + token(it)));
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String token(TestPerson person) {
    return person.tokens().accessToken().value();
  }

  private static Verdict verify(byte[] export) throws IOException {
    return AuditVerifier.verify(
        new ByteArrayInputStream(export), Optional.empty(), Optional.empty());
  }

  private static TestPerson admin(String name) {
    TestPerson admin = TestSteps.member(SERVER, OWNER, name);
    OWNER.call(
        new WorkspaceCommand.SetRole(clientId(), WORKSPACE, admin.account(), WorkspaceRole.ADMIN));
    return admin;
  }

  private static void manyRecords(int count) {
    SERVER
        .database()
        .execute(
            """
            insert into audit_note (workspace, action, actor_kind, told)
            select ?, 'many', 'server', '[]' from generate_series(1, ?)
            """,
            WORKSPACE.value(),
            count);
  }

  @Test
  void adminsGetTheWholeLogAndItVerifies() throws Exception {
    TestPerson admin = admin("Reader");
    manyRecords(1_000);
    HttpResponse<byte[]> whole = get(WORKSPACE.toString(), Optional.of(admin));
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.headers().firstValue("content-type")).contains("application/x-ndjson");
    assertThat(verify(whole.body()))
        .isInstanceOfSatisfying(
            Verdict.Good.class, good -> assertThat(good.records()).isGreaterThan(1_000));
    // The connection is good for the next request.
    assertThat(get(WORKSPACE.toString(), Optional.of(admin)).statusCode()).isEqualTo(200);
  }

  @Test
  void othersGetTheAnswerForWhatIsNotThere() throws Exception {
    TestPerson ben = TestSteps.member(SERVER, OWNER, "Ben");
    TestPerson eve = TestSteps.external(SERVER, OWNER, TestSteps.thread(OWNER, "Offer"), "Eve");
    assertThat(get(WORKSPACE.toString(), Optional.of(ben)).statusCode()).isEqualTo(403);
    HttpResponse<byte[]> hidden = get(WORKSPACE.toString(), Optional.of(eve));
    HttpResponse<byte[]> absent = get(new WorkspaceId(77).toString(), Optional.of(eve));
    assertThat(hidden.statusCode()).isEqualTo(404);
    assertThat(hidden.body()).isEqualTo(absent.body());
    assertThat(get("w_iiiiiiiiiiiii", Optional.of(OWNER)).statusCode()).isEqualTo(404);
    assertThat(get(WORKSPACE.toString(), Optional.empty()).statusCode()).isEqualTo(401);
  }

  /** What was on its way is let out; then the stream is cut off, and what came does not verify. */
  @Test
  void theStreamStopsWithTheRightOfItsReader() throws Exception {
    TestPerson admin = admin("Leaver");
    manyRecords(30_000);
    byte[] got;
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(RECEIVE_BYTES);
      slow.setSoTimeout(30_000);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), SERVER.url().getPort()));
      slow.getOutputStream()
          .write(
              "GET /v1/audit/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                  .formatted(WORKSPACE, token(admin))
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = slow.getInputStream();
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      read.write(in.readNBytes(RECEIVE_BYTES));
      OWNER.call(
          new WorkspaceCommand.SetRole(
              clientId(), WORKSPACE, admin.account(), WorkspaceRole.MEMBER));
      readOn(in, read);
      got = read.toByteArray();
    }
    String text = new String(got, StandardCharsets.UTF_8);
    assertThat(text).startsWith("HTTP/1.1 200").contains("\"action\":\"many\"");
    assertThat(text).doesNotContain("\"type\":\"end\"");
    assertThat(got.length).isLessThan(9 << 20);
  }

  /** Until the server stops, with a reset or without. */
  private static void readOn(InputStream in, ByteArrayOutputStream read) {
    byte[] some = new byte[RECEIVE_BYTES];
    try {
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        read.write(some, 0, count);
      }
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }
}
