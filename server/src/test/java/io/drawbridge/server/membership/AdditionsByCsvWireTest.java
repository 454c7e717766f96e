package io.drawbridge.server.membership;

import static io.drawbridge.server.TestSteps.clientId;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.AddedRow;
import io.drawbridge.protocol.people.AddedState;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.result.MemberResult.ManyAdded;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A list of people comes as CSV by HTTP, and is {@code member.add_many} then (HCL-9, G-5). */
final class AdditionsByCsvWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  @AutoClose private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final FrameCodec CODEC = new FrameCodec();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final String CSV = "text/csv; charset=utf-8";

  private final ConversationId thread = TestSteps.thread(OWNER, "Relaunch");

  private static HttpResponse<byte[]> send(
      Optional<TestPerson> by, String where, String parameters, String type, String csv)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(SERVER.url() + "/v1/additions/" + where + parameters))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(csv));
    by.ifPresent(
        it -> request.header("Authorization", "Bearer " + it.tokens().accessToken().value()));
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> send(String parameters, String csv) throws Exception {
    return send(Optional.of(OWNER), thread.toString(), parameters, CSV, csv);
  }

  private static List<AddedRow> rows(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).as("%s", text(answer)).isEqualTo(200);
    return ((ManyAdded) CODEC.decodeResult(answer.body())).rows();
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }

  private static String query(String name, String value) {
    return "&" + name + "=" + URLEncoder.encode(value, UTF_8);
  }

  @Test
  void listAsSpreadsheetsWriteItIsInvited() throws Exception {
    String name = TestCast.unique("csv");
    String csv =
        "\ufeffemail,given,surname\r\n\"%s@example.com\",Nora,\"Quint, Dr.\"\r\n\r\nnobody\r\n"
            .formatted(name);
    Instant end = Instant.now().plus(Duration.ofDays(5)).truncatedTo(ChronoUnit.MILLIS);
    TestSteps.send(OWNER, thread, "before");
    List<AddedRow> rows =
        rows(
            send(
                "?client_id="
                    + clientId()
                    + query("history", "last_days 30")
                    + query("note", "Hello & welcome")
                    + query("until", end.toString())
                    + query("relation", "supplier"),
                csv));

    assertThat(rows)
        .extracting(AddedRow::state)
        .containsExactly(AddedState.INVITED, AddedState.REFUSED);
    TestPerson guest = SERVER.redeem(name);
    assertThat(SERVER.mailsTo(guest.email()).getFirst()).contains("Hello & welcome");
    assertThat(TestSteps.texts(guest, thread)).containsExactly("before");
    assertThat(TestSteps.until(OWNER, thread, guest.account())).contains(end);
  }

  /** The same change under the same name, whichever way it comes. */
  @Test
  void csvAndJsonAreOneCommand() throws Exception {
    String client = clientId();
    String email = TestCast.unique("csv") + "@partner.example";
    List<AddedRow> first =
        rows(send("?client_id=" + client + query("history", "everything"), email + ",Ann"));
    MemberCommand.AddMany same =
        new MemberCommand.AddMany(
            client,
            thread,
            List.of(new Addressee(email, Optional.of("Ann"), Optional.empty())),
            Optional.of(HistoryWindow.everything()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(OWNER.call(same).rows()).isEqualTo(first);
  }

  @Test
  void whatIsNoSuchRequestIsRefusedInWords() throws Exception {
    String one = "?client_id=" + clientId();
    assertThat(text(send(one, "a@b.example,\"open\n"))).contains("\"invalid\"", "csv: line ");
    assertThat(text(send(one, "a@b.example\nb@b.example,1,2,3"))).contains("csv: line 2: 4 cells");
    assertThat(text(send("", "a@b.example"))).contains("client_id: missing");
    assertThat(text(send(one + "&until=soon", "a@b.example"))).contains("until: not a time");
    assertThat(text(send(one + "&history=all", "a@b.example"))).contains("history: another");
    assertThat(text(send(one + "&idle_days=soon", "a@b.example"))).contains("idle_days: not a num");
    assertThat(text(send(one + "&ends_on_close=1", "a@b.example")))
        .contains("ends_on_close: another (expected: true or false)");
    assertThat(text(send(one + "&other=1", "a@b.example"))).contains("parameters: another");
    assertThat(text(send(one, "a@b.example\n".repeat(501)))).contains("rows: 501 elements");
    assertThat(
            text(
                send(
                    Optional.of(OWNER), thread.toString(), one, "application/json", "a@b.example")))
        .contains("content-type: another (expected: text/csv)");
  }

  /** Who may not know of the conversation is answered as if there were none. */
  @Test
  void strangersAndExternalsImportNothing() throws Exception {
    String one = "?client_id=" + clientId();
    TestPerson eve = TestSteps.external(SERVER, OWNER, thread, TestCast.unique("Eve"));
    TestPerson ben = TestSteps.member(SERVER, OWNER, TestCast.unique("Ben"));
    String there = thread.toString();
    String nowhere = new ConversationId(77).toString();
    assertThat(send(Optional.empty(), there, one, CSV, "a@b.example").statusCode()).isEqualTo(401);
    assertThat(send(Optional.of(eve), there, one, CSV, "a@b.example").statusCode()).isEqualTo(403);
    HttpResponse<byte[]> hidden = send(Optional.of(ben), there, one, CSV, "a@b.example");
    HttpResponse<byte[]> absent = send(Optional.of(ben), nowhere, one, CSV, "a@b.example");
    assertThat(hidden.statusCode()).isEqualTo(404);
    assertThat(hidden.body()).isEqualTo(absent.body());
    assertThat(send(Optional.of(OWNER), "c_iiiiiiiiiiiii", one, CSV, "a@b.example").statusCode())
        .isEqualTo(404);
    assertThat(send(Optional.of(OWNER), there + "/x", one, CSV, "a@b.example").statusCode())
        .isEqualTo(404);
  }
}
