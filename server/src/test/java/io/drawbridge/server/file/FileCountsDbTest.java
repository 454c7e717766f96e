package io.drawbridge.server.file;

import static io.drawbridge.server.TestSteps.clientId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.Adding;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.Together;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.file.upload.Incoming;
import io.drawbridge.server.file.upload.Uploads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Bytes that are stored are counted exactly, and none are left behind. */
final class FileCountsDbTest {
  @AutoClose
  private static final TestHouse HOUSE =
      new TestHouse(
          Map.of(
              ConfigKey.FILES_SIZE, "2",
              ConfigKey.FILES_MEMBER, "4",
              ConfigKey.FILES_EXTERNAL, "1",
              ConfigKey.FILES_WORKSPACE, "6"));

  private static final long MIB = 1 << 20;
  private static final Uploads UPLOADS = HOUSE.core.transfers().uploads();

  private final TestHouse.Home home = HOUSE.workspace("Home" + HOUSE.clientId());
  private final ConversationId thread =
      HOUSE
          .tell(
              home.owner(),
              new ThreadCommand.Create(
                  clientId(),
                  Optional.of(home.workspace()),
                  "Files",
                  List.of(),
                  List.of(),
                  Optional.empty()))
          .conversation()
          .id();

  private FileId begin(Caller by, long size) {
    return HOUSE.tell(by, new MessageCommand.BeginUpload(clientId(), thread, "a.bin", size)).file();
  }

  private static void upload(Caller by, FileId file, int bytes) {
    try (Incoming incoming = UPLOADS.open(by, file, 0)) {
      incoming.write(ByteBuffer.allocate(bytes));
      incoming.finish();
    }
  }

  private FileId upload(Caller by, int bytes) {
    FileId file = begin(by, bytes);
    upload(by, file, bytes);
    return file;
  }

  private long send(Caller by, FileId... files) {
    return HOUSE
        .tell(
            by,
            new MessageCommand.Send(
                clientId(),
                thread,
                "files",
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(files))))
        .pos();
  }

  private static long one(String sql) {
    return HOUSE.db.database().query(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /** Bytes without a row, and rows counted wrongly: both are none. */
  private static void assertNothingIsLeftBehind() throws IOException {
    List<Long> known =
        HOUSE
            .db
            .database()
            .query(handle ->
                handle
                    .createQuery("select id from file union all select id from file_gone")
                    .mapTo(Long.class)
                    .list());
    assertThat(HOUSE.storage.ids()).extracting(FileId::value).isSubsetOf(known);
    assertThat(
            one(
                """
                select count(*) from file_use u where u.bytes <> (
                  select coalesce(sum(x.size), 0) from (
                    select size, external, owner, domain from file
                    union all select size, external, owner, domain from file_gone) x
                  where (u.kind = 'WORKSPACE' and x.domain = u.scope)
                    or (u.kind = 'MEMBER' and x.owner = u.scope and not x.external)
                    or (u.kind = 'EXTERNAL' and x.owner = u.scope and x.external))
                """))
        .isZero();
  }

  @Test
  void deletedBytesAreGoneAndCountedNoLonger() throws IOException {
    FileId first = upload(home.owner(), 1_000);
    FileId second = upload(home.owner(), 2_000);
    long pos = send(home.owner(), first, second);
    FileId newer = upload(home.owner(), 3_000);
    HOUSE.tell(
        home.owner(),
        new MessageCommand.ReplaceFile(clientId(), thread, pos, first, newer, Optional.empty()));
    FileId staged = upload(home.owner(), 4_000);
    UPLOADS.sweep();
    assertThat(HOUSE.storage.ids()).contains(first, second, newer, staged);
    HOUSE.tell(home.owner(), new MessageCommand.Delete(clientId(), thread, pos));
    HOUSE.tell(home.owner(), new MessageCommand.CancelUpload(staged));
    assertNothingIsLeftBehind();
    UPLOADS.sweep();
    assertThat(HOUSE.storage.ids()).doesNotContain(first, second, newer, staged);
    assertNothingIsLeftBehind();
    assertThat(
            one(
                "select bytes + files from file_use where kind = 'MEMBER' and scope = "
                    + home.owner().account().value()))
        .isZero();
  }

  /** Bytes that cannot be deleted hold no others up, and go once they can be. */
  @Test
  void oneFileThatCannotBeDeletedStopsNoOther() throws IOException {
    UPLOADS.sweep();
    FileId stuck = upload(home.owner(), 1_000);
    FileId other = upload(home.owner(), 1_000);
    HOUSE.tell(home.owner(), new MessageCommand.CancelUpload(stuck));
    HOUSE.tell(home.owner(), new MessageCommand.CancelUpload(other));
    Path bytes = bytes(stuck);
    Files.delete(bytes);
    Files.createDirectories(bytes.resolve("in the way"));
    UPLOADS.sweep();
    assertThat(HOUSE.storage.ids()).doesNotContain(other);
    assertThat(gone()).containsExactly(stuck.value());
    Files.delete(bytes.resolve("in the way"));
    Files.delete(bytes);
    HOUSE.db.execute("update file_gone set not_before = '-infinity'");
    UPLOADS.sweep();
    assertThat(gone()).isEmpty();
    assertNothingIsLeftBehind();
  }

  private static Path bytes(FileId file) throws IOException {
    try (Stream<Path> paths = Files.walk(HOUSE.files)) {
      return paths.filter(it -> it.endsWith(file.toString())).findFirst().orElseThrow();
    }
  }

  private static List<Long> gone() {
    return HOUSE
        .db
        .database()
        .query(handle -> handle.createQuery("select id from file_gone").mapTo(Long.class).list());
  }

  /** An upload that nobody went on with is given up, with what came of it. */
  @Test
  void expiredUploadIsSwept() throws IOException {
    FileId begun = begin(home.owner(), 5_000);
    try (Incoming incoming = UPLOADS.open(home.owner(), begun, 0)) {
      incoming.write(ByteBuffer.allocate(1_000));
      incoming.cut();
    }
    FileId whole = upload(home.owner(), 1_000);
    FileId shared = upload(home.owner(), 1_000);
    send(home.owner(), shared);
    HOUSE.db.execute("update file set expires_at = now() - interval '1 second' where pos is null");
    UPLOADS.sweep();
    assertThat(HOUSE.storage.ids()).contains(shared).doesNotContain(begun, whole);
    assertNothingIsLeftBehind();
    assertThatThrownBy(() -> HOUSE.tell(home.owner(), new MessageCommand.ShowUpload(begun)))
        .isInstanceOf(Failure.class);
  }

  /** Leak112: however many begin at once, no more bytes are let in than the bound. */
  @Test
  void quotasAreExactUnderParallelCalls() throws Exception {
    Caller member = HOUSE.member(home, "many%s@home.example".formatted(HOUSE.clientId()));
    HOUSE.tell(home.owner(), Adding.person(thread, member.account()).command());
    List<Boolean> begun = Together.parallel(16, () -> begun(member, MIB));
    assertThat(begun.stream().filter(it -> it)).hasSize(4);
    assertNothingIsLeftBehind();
    assertThatThrownBy(() -> begin(home.owner(), 2 * MIB + 1))
        .isInstanceOfSatisfying(
            Failure.class, it -> assertThat(it.code()).isEqualTo(ErrorCode.TOO_LARGE));
    assertThat(begun(home.owner(), 2 * MIB)).isTrue();
    // The workspace has six now.
    assertThat(begun(home.owner(), 1)).isFalse();
  }

  private boolean begun(Caller by, long size) {
    try {
      begin(by, size);
      return true;
    } catch (Failure refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.LIMIT_REACHED);
      return false;
    }
  }

  /** A command that is sent again begins nothing twice. */
  @Test
  void beginIsIdempotent() {
    MessageCommand.BeginUpload begin =
        new MessageCommand.BeginUpload(clientId(), thread, "a.bin", 10);
    assertThat(HOUSE.tell(home.owner(), begin)).isEqualTo(HOUSE.tell(home.owner(), begin));
    assertThat(one("select count(*) from file where conversation = " + thread.value())).isOne();
  }
}
