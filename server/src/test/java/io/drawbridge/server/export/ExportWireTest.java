package io.drawbridge.server.export;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.audit.Json;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.notify.NoticeCause;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.file.TestFiles;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** G-27: what an export holds, by the right of each moment, and for whom it is. */
final class ExportWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();

  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  /** Other tests begin where none is under way, and none was begun today. */
  @AfterEach
  void noneIsUnderWay() {
    SERVER.database().execute("delete from export_run");
  }

  private static HttpResponse<byte[]> get(TestPerson by, String path) {
    return new TestFiles(SERVER.url()).get(by, path);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static TestPerson owner(String name) {
    TestPerson owner = TestSteps.member(SERVER, OWNER, name);
    role(owner, WorkspaceRole.OWNER);
    return owner;
  }

  private static void role(TestPerson person, WorkspaceRole role) {
    OWNER.call(new WorkspaceCommand.SetRole(clientId(), WORKSPACE, person.account(), role));
  }

  /**
   * Zulip CVE-2022-31134, CVE-2025-27149, Discourse CVE-2026-27153: exports held what was private.
   */
  @ParameterizedTest
  @EnumSource
  void leak96ExportHoldsWhatItsOwnerReadsAndNothingElse(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson mia = cast.member("Mia");
      ConversationId thread = TestSteps.thread(OWNER, TestCast.unique("Offer"), ben.account());
      byte[] bytes =
          TestCast.unique("bytes of the file").repeat(4_000).getBytes(StandardCharsets.UTF_8);
      new TestFiles(SERVER.url()).share(ben, thread, "offer.txt", bytes);
      String hidden = TestCast.unique("canary");
      ConversationId group = TestSteps.group(ben, hidden + " group", mia.account());
      TestSteps.send(ben, group, hidden + " in a group");
      new TestFiles(SERVER.url())
          .share(ben, group, hidden + ".txt", hidden.getBytes(StandardCharsets.UTF_8));
      ConversationId dm = TestSteps.dm(ben, mia.account()).conversation();
      TestSteps.send(mia, dm, hidden + " in a DM");

      Exported export = Exported.of(cast.as(OWNER), WORKSPACE, false);

      assertThat(export.of("conversation"))
          .anySatisfy(it -> assertThat(it.text("conversation")).contains(thread.toString()));
      assertThat(export.of("message"))
          .anySatisfy(it -> assertThat(it.text("text")).contains("here is offer.txt"));
      assertThat(export.of("person"))
          .anySatisfy(it -> assertThat(it.text("person")).contains(ben.account().toString()));
      assertThat(content(export, thread)).isEqualTo(bytes);
      assertThat(export.text()).doesNotContain(hidden, group.toString(), dm.toString());
      assertThat(export.text())
          .doesNotContain(
              Base64.getEncoder().encodeToString(hidden.getBytes(StandardCharsets.UTF_8)));

      Exported streamed = Exported.read(text(get(OWNER, "/v1/export/" + WORKSPACE)));
      assertThat(streamed.of("message")).isEqualTo(export.of("message"));
      assertThat(streamed.text()).doesNotContain(hidden, group.toString(), dm.toString());
    }
  }

  /** The bytes of the one file of a conversation. */
  private static byte[] content(Exported export, ConversationId conversation) {
    Json.Obj file =
        export.of("file").stream()
            .filter(it -> it.text("conversation").equals(Optional.of(conversation.toString())))
            .findFirst()
            .orElseThrow();
    byte[] all = new byte[Math.toIntExact(file.number("size").orElseThrow())];
    for (Json.Obj piece : export.of("bytes")) {
      if (piece.text("file").equals(file.text("file"))) {
        byte[] some = Base64.getDecoder().decode(piece.text("base64").orElseThrow());
        System.arraycopy(
            some, 0, all, Math.toIntExact(piece.number("offset").orElseThrow()), some.length);
      }
    }
    return all;
  }

  /** Discourse CVE-2026-27153, CVE-2025-68666: who is exported unread is told. */
  @Test
  void leak98WhatIsNotReadIsExportedByAPolicyAndItsPeopleAreTold() {
    TestPerson kim = TestSteps.member(SERVER, OWNER, "Kim");
    TestPerson lea = TestSteps.member(SERVER, OWNER, "Lea");
    ConversationId dm = TestSteps.dm(kim, lea.account()).conversation();
    TestSteps.send(kim, dm, "between the two");
    refused(ErrorCode.NOT_ALLOWED, () -> Exported.of(OWNER, WORKSPACE, true));
    assertThat(get(OWNER, "/v1/export/" + WORKSPACE + "?private").statusCode()).isEqualTo(403);

    OWNER.call(Setting.of(WORKSPACE, Setting.value(PolicyKey.EXPORT_INCLUDES_PRIVATE, true)));
    try {
      assertThat(Exported.of(OWNER, WORKSPACE, false).text()).doesNotContain("between the two");
      AuditPart first = Exported.part(OWNER, WORKSPACE, true, Optional.empty());
      for (TestPerson told : List.of(kim, lea)) {
        assertThat(
                told.call(new InboxCommand.ListNotices(Optional.empty(), Optional.empty()))
                    .notices())
            .filteredOn(it -> it.cause() == NoticeCause.EXPORTED)
            .singleElement()
            .satisfies(it -> assertThat(it.conversation()).isEqualTo(dm));
      }
      OWNER.call(Setting.back(WORKSPACE, PolicyKey.EXPORT_INCLUDES_PRIVATE));
      refused(ErrorCode.NOT_ALLOWED, () -> Exported.part(OWNER, WORKSPACE, true, first.next()));
      OWNER.call(Setting.of(WORKSPACE, Setting.value(PolicyKey.EXPORT_INCLUDES_PRIVATE, true)));
      SERVER.database().execute("delete from export_run");
      assertThat(Exported.of(OWNER, WORKSPACE, true).text()).contains("between the two");
    } finally {
      OWNER.call(Setting.back(WORKSPACE, PolicyKey.EXPORT_INCLUDES_PRIVATE));
    }
    assertThat(
            OWNER
                .call(
                    new AuditCommand.ListRecords(
                        WORKSPACE, Optional.empty(), Optional.empty(), Optional.of(200)))
                .records())
        .anySatisfy(record -> assertThat(record.action()).isEqualTo("workspace.export"));
  }

  @ParameterizedTest
  @EnumSource
  void exportIsForOwnersAndOneAtATime(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson admin = cast.member("Admin");
      role(admin, WorkspaceRole.ADMIN);
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      refused(ErrorCode.NOT_ALLOWED, () -> Exported.of(cast.as(admin), WORKSPACE, false));
      refused(ErrorCode.NOT_FOUND, () -> Exported.of(cast.as(eve), WORKSPACE, false));
      refused(ErrorCode.NOT_FOUND, () -> Exported.of(cast.as(eve), WORKSPACE, true));
      refused(ErrorCode.NOT_FOUND, () -> Exported.of(cast.as(eve), new WorkspaceId(4_711L), false));

      AuditPart first = Exported.part(cast.as(OWNER), WORKSPACE, false, Optional.empty());
      refused(
          ErrorCode.BUSY, () -> Exported.part(cast.as(OWNER), WORKSPACE, false, Optional.empty()));
      AuditPart second = Exported.part(cast.as(OWNER), WORKSPACE, false, first.next());
      assertThat(Exported.part(cast.as(OWNER), WORKSPACE, false, first.next()))
          .as("the same part again, after a cut")
          .isEqualTo(second);
      refused(
          ErrorCode.INVALID,
          () -> Exported.part(cast.as(OWNER), WORKSPACE, false, Optional.of("x.y")));
    }
  }

  /** What is lost while it is exported is not in what follows; nor is anything after a demotion. */
  @ParameterizedTest
  @EnumSource
  void leak98ExportEndsWithTheRightOfItsOwner(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson second = owner("Second" + door);
      String hidden = TestCast.unique("canary");
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Group"), second.account());
      TestSteps.send(OWNER, group, hidden);
      TestDoor at = cast.as(second);
      AuditPart part = Exported.part(at, WORKSPACE, false, Optional.empty());
      TestSteps.remove(OWNER, group, second.account());
      StringBuilder rest = new StringBuilder();
      while (part.next().isPresent() && rest.length() < 1 << 20) {
        part = Exported.part(at, WORKSPACE, false, part.next());
        rest.append(part.text());
      }
      assertThat(rest.toString()).contains("\"type\":\"end\"").doesNotContain(hidden);

      AuditPart begun = Exported.part(at, WORKSPACE, false, Optional.empty());
      role(second, WorkspaceRole.ADMIN);
      refused(ErrorCode.NOT_ALLOWED, () -> Exported.part(at, WORKSPACE, false, begun.next()));
      HttpResponse<byte[]> streamed =
          get(second, "/v1/export/" + WORKSPACE + "?after=" + begun.next().orElseThrow());
      assertThat(streamed.statusCode()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ownExportHoldsWhatOneWroteWhereOneReadsItStill(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId stays = TestSteps.thread(OWNER, "Stays", ben.account());
      ConversationId lost = TestSteps.thread(OWNER, "Lost", ben.account());
      TestPerson eve = cast.external(stays, "Eve");
      TestSteps.add(OWNER, lost, eve.account());
      TestSteps.send(eve, stays, "kept words");
      TestSteps.send(eve, lost, "lost words");
      TestSteps.send(ben, stays, "words of another");
      TestSteps.remove(OWNER, lost, eve.account());

      Exported export = Exported.own(cast.as(eve));

      assertThat(export.of("profile"))
          .singleElement()
          .satisfies(it -> assertThat(it.text("email")).contains(eve.email()));
      assertThat(export.of("message"))
          .singleElement()
          .satisfies(it -> assertThat(it.text("text")).contains("kept words"));
      assertThat(export.of("membership"))
          .extracting(it -> it.text("conversation").orElseThrow())
          .containsExactly(stays.toString());
      assertThat(export.text())
          .doesNotContain("lost words", lost.toString(), "words of another", ben.email());
      assertThat(Exported.read(text(get(eve, "/v1/export/me"))).of("message"))
          .isEqualTo(export.of("message"));
    }
  }
}
