package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.frame.MemberCommand;
import io.drawbridge.protocol.id.ConversationId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an operator sees of a whole server that has something to do. */
final class ManagementWireTest {
  private static HttpResponse<String> get(HttpClient http, TestServer server, String path)
      throws Exception {
    int port = server.server().managementAddress().getPort();
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        BodyHandlers.ofString());
  }

  @Test
  void readyServerShowsItsLocksLanesAndFences() throws Exception {
    try (TestServer server = TestServer.start();
        HttpClient http = HttpClient.newHttpClient()) {
      TestPerson ada = server.setUp("Ada");
      TestPerson ben = TestSteps.member(server, ada, "Ben");
      ConversationId thread = TestSteps.thread(ada, "Relaunch", ben.account());
      TestSteps.send(ada, thread, "hello");
      try (TestClient socket = ada.connect()) {
        socket.call(
            new MemberCommand.Remove(
                TestSteps.clientId(),
                thread,
                Optional.of(ben.account()),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty()));
      }

      assertThat(get(http, server, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(http, server, "/health/ready").body()).isEqualTo("ok\n");
      // Appends wait for a lock only while a change holds it.
      assertThat(get(http, server, "/metrics").body())
          .containsPattern("drawbridge_domain_lock_wait_seconds_count\\{lane=\"change\"} [1-9]")
          .containsPattern("drawbridge_lane_batch_count\\{lane=\"append\"} [1-9]")
          .containsPattern("drawbridge_lane_batch_count\\{lane=\"change\"} [1-9]")
          .containsPattern("drawbridge_lane_commit_seconds_count\\{lane=\"append\"} [1-9]")
          .containsPattern("drawbridge_fence_seconds_count\\{phase=\"lock\"} [1-9]")
          .containsPattern("drawbridge_fence_seconds_count\\{phase=\"commit\"} [1-9]")
          .containsPattern("drawbridge_fence_seconds_count\\{phase=\"fence\"} [1-9]")
          .containsPattern("drawbridge_fence_seconds_count\\{phase=\"total\"} [1-9]");
    }
  }
}
