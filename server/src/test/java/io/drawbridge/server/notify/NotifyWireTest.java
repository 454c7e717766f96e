package io.drawbridge.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.notify.NoticeCause;
import io.drawbridge.protocol.notify.NoticeLevel;
import io.drawbridge.protocol.notify.NoticeMail;
import io.drawbridge.protocol.notify.NoticeView;
import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.protocol.notify.QuietSpan;
import io.drawbridge.protocol.result.InboxResult.ConversationNotify;
import io.drawbridge.protocol.result.InboxResult.NotifySettings;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings of notices and their mails over the wire: HCL-30, HCL-31, HCL-32, HCL-33, HCL-34. */
final class NotifyWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @AutoClose
  static final TestServer SERVER = TestServer.hurried(Map.of(ConfigKey.MAIL_NOTICES_AFTER, "0s"));

  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static List<NoticeView> notices(TestDoor reader) {
    return reader.call(new InboxCommand.ListNotices(Optional.empty(), Optional.empty())).notices();
  }

  private static NoticeView told(TestDoor reader, NoticeCause cause) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> notices(reader).stream().filter(it -> it.cause() == cause).toList(),
            found -> found.size() == 1)
        .getFirst();
  }

  private static String mail(String to, String said) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> SERVER.mailsTo(to).stream().filter(mail -> mail.contains(said)).toList(),
            mails -> mails.size() == 1)
        .getFirst();
  }

  @ParameterizedTest
  @EnumSource
  void settingsHoldOnEveryDeviceAndTheOthersAreTold(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestDoor at = cast.as(OWNER);
      at.call(new InboxCommand.SetNotify(Optional.empty(), Optional.empty()));
      at.call(new InboxCommand.SetQuiet(QuietHours.NONE));
      at.call(new InboxCommand.SetKeywords(List.of()));
      NotifySettings standard = at.call(new InboxCommand.ShowNotify());
      assertThat(standard)
          .isEqualTo(
              new NotifySettings(
                  NoticeLevel.MENTIONS, NoticeMail.IMMEDIATE, QuietHours.NONE, List.of()));
      assertThat(at.call(new InboxCommand.ShowConversationNotify(thread)))
          .isEqualTo(
              new ConversationNotify(
                  Optional.empty(), Optional.empty(), Optional.empty(), NoticeLevel.MENTIONS));
      try (TestClient other = SERVER.signIn("Owner").connect()) {
        QuietHours quiet =
            new QuietHours(
                Optional.of(Instant.parse("2030-01-01T00:00:00Z")),
                Optional.of("Europe/Berlin"),
                List.of(new QuietSpan(1, 1_320, 420)));
        at.call(
            new InboxCommand.SetNotify(
                Optional.of(NoticeLevel.NOTHING), Optional.of(NoticeMail.WEEKLY)));
        at.call(new InboxCommand.SetQuiet(quiet));
        at.call(new InboxCommand.SetKeywords(List.of("bridge", "offer")));
        other.await(Event.NotifyChanged.class, event -> event.conversation().isEmpty());
        assertThat(other.call(new InboxCommand.ShowNotify()))
            .isEqualTo(
                new NotifySettings(
                    NoticeLevel.NOTHING, NoticeMail.WEEKLY, quiet, List.of("bridge", "offer")));
        Instant until = Instant.parse("2030-01-01T00:00:00Z");
        at.call(
            new InboxCommand.SetConversationNotify(
                thread,
                Optional.of(NoticeLevel.ALL),
                Optional.of(NoticeMail.OFF),
                Optional.of(until)));
        other.await(
            Event.NotifyChanged.class, event -> event.conversation().equals(Optional.of(thread)));
        assertThat(other.call(new InboxCommand.ShowConversationNotify(thread)))
            .isEqualTo(
                new ConversationNotify(
                    Optional.of(NoticeLevel.ALL),
                    Optional.of(NoticeMail.OFF),
                    Optional.of(until),
                    NoticeLevel.ALL));
      }
      TestSteps.refused(
          ErrorCode.INVALID, () -> at.call(new InboxCommand.SetKeywords(List.of("?!"))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void strangerLearnsNothingOfAConversationHere(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      ConversationId other = TestSteps.thread(OWNER, "Other");
      long pos = TestSteps.send(OWNER, other, "x").pos();
      TestDoor at = cast.as(eve);
      for (ConversationId absent : List.of(other, new ConversationId(42))) {
        TestSteps.refused(
            ErrorCode.NOT_FOUND, () -> at.call(new InboxCommand.ShowConversationNotify(absent)));
        TestSteps.refused(
            ErrorCode.NOT_FOUND,
            () ->
                at.call(
                    new InboxCommand.SetConversationNotify(
                        absent, Optional.empty(), Optional.empty(), Optional.empty())));
        TestSteps.refused(
            ErrorCode.NOT_FOUND,
            () -> at.call(new InboxCommand.FollowFile(absent, pos, new FileId(7), true)));
      }
    }
  }

  /** HCL-30, and one click in the mail program stops more. */
  @Test
  void externalIsMailedThatTheyWereNamedUntilTheyStopIt() throws Exception {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.HTTP)) {
      ConversationId thread = TestSteps.thread(OWNER, "The bridge");
      TestPerson eve = cast.external(thread, "Eve");
      TestSteps.send(OWNER, thread, "canary <@%s>".formatted(eve.account()));
      String mail = mail(eve.email(), "mentioned you in “The bridge”");
      assertThat(mail).startsWith("One message for you").doesNotContain("canary");
      assertThat(told(eve, NoticeCause.MENTION).preview().orElseThrow()).startsWith("canary");

      Matcher stop = Pattern.compile("#stop=([0-9A-Za-z_-]+)").matcher(mail);
      assertThat(stop.find()).isTrue();
      URI post = SERVER.url().resolve("/v1/stop/" + stop.group(1));
      assertThat(post(post, "List-Unsubscribe=No").statusCode()).isEqualTo(400);
      assertThat(
              HTTP.send(HttpRequest.newBuilder(post).build(), BodyHandlers.ofString()).statusCode())
          .as("what only looks at links stops nothing")
          .isEqualTo(404);
      assertThat(eve.call(new InboxCommand.ShowNotify()).mail()).isEqualTo(NoticeMail.IMMEDIATE);
      assertThat(post(post, "List-Unsubscribe=One-Click").statusCode()).isEqualTo(200);
      assertThat(eve.call(new InboxCommand.ShowNotify()).mail()).isEqualTo(NoticeMail.OFF);
    }
  }

  private static HttpResponse<String> post(URI to, String form) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  /** HCL-31 and HCL-32. */
  @Test
  void externalIsMailedOfFilesAndOfNewerVersionsOfThoseTheyFollow() throws Exception {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.HTTP)) {
      ConversationId thread = TestSteps.thread(OWNER, "Plans");
      TestPerson eve = cast.external(thread, "Eve");
      FileId file = upload(thread, "plan.txt", "one");
      long pos =
          OWNER
              .call(
                  new MessageCommand.Send(
                      TestSteps.clientId(),
                      thread,
                      "here",
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of(List.of(file))))
              .pos();
      mail(eve.email(), "shared a file with you in “Plans”");
      assertThat(told(eve, NoticeCause.FILE_SHARED).pos()).isEqualTo(pos);
      eve.call(new InboxCommand.MarkRead(thread, pos));

      FileView shared =
          eve.call(
                  new MessageCommand.ShowHistory(
                      thread,
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty()))
              .messages()
              .getLast()
              .files()
              .getFirst();
      long id = eve.account().value();
      SERVER
          .database()
          .execute(
              "insert into file_follow (account, conversation, file)"
                  + " select ?, ?, g from generate_series(1, ?) g",
              id,
              thread.value(),
              Limits.FILES_FOLLOWED_MAX);
      eve.call(new InboxCommand.FollowFile(thread, pos, shared.file(), true));
      assertThat(SERVER.database().execute("delete from file_follow where file < 2000"))
          .as("those that are gone made room")
          .isZero();
      OWNER.call(
          new MessageCommand.ReplaceFile(
              TestSteps.clientId(),
              thread,
              pos,
              shared.file(),
              upload(thread, "plan.txt", "two"),
              Optional.empty()));
      mail(eve.email(), "replaced a file in “Plans” by a newer version");
      assertThat(told(eve, NoticeCause.FILE_VERSION).message()).contains(pos);
    }
  }

  private static FileId upload(ConversationId where, String name, String content) throws Exception {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    FileId file =
        OWNER
            .call(new MessageCommand.BeginUpload(TestSteps.clientId(), where, name, bytes.length))
            .file();
    HttpResponse<String> put =
        HTTP.send(
            HttpRequest.newBuilder(SERVER.url().resolve("/v1/files/" + file + "?offset=0"))
                .header("Authorization", "Bearer " + OWNER.tokens().accessToken().value())
                .PUT(BodyPublishers.ofByteArray(bytes))
                .build(),
            BodyHandlers.ofString());
    assertThat(put.statusCode()).isEqualTo(200);
    return file;
  }
}
