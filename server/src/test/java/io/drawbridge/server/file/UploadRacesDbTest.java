package io.drawbridge.server.file;

import static io.drawbridge.server.TestSteps.clientId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.file.ThumbnailSize;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.delivery.log.RememberedAnswers;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.file.picture.Pictures;
import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.file.upload.Incoming;
import io.drawbridge.server.file.upload.UploadLimits;
import io.drawbridge.server.file.upload.Uploads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Uploads are looked for again once one is the only one who writes them (G-18). */
final class UploadRacesDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private static final Uploads OTHERS = HOUSE.core.transfers().uploads();
  private static final int BYTES = 1_000;

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
  private final FileId file =
      HOUSE
          .tell(home.owner(), new MessageCommand.BeginUpload(clientId(), thread, "a.bin", BYTES))
          .file();

  /** Opens bytes for writing, in a way of the test's. */
  private interface Opening {
    FileStorage.Writing of(FileId id) throws IOException;

    /** As the storage does, just after something has happened. */
    static Opening after(Runnable before) {
      return id -> {
        before.run();
        return HOUSE.storage.write(id);
      };
    }
  }

  /** The storage, where bytes are opened in a way of the test's. */
  private record Staged(Opening opening, Consumer<FileId> deleting) implements FileStorage {
    Staged(Opening opening) {
      this(opening, _ -> {});
    }

    @Override
    public Writing write(FileId id) throws IOException {
      return opening.of(id);
    }

    @Override
    public void read(FileId id, long offset, ByteBuffer into) throws IOException {
      HOUSE.storage.read(id, offset, into);
    }

    @Override
    public void putBeside(FileId id, ThumbnailSize size, byte[] bytes) throws IOException {
      HOUSE.storage.putBeside(id, size, bytes);
    }

    @Override
    public void readBeside(FileId id, ThumbnailSize size, long offset, ByteBuffer into)
        throws IOException {
      HOUSE.storage.readBeside(id, size, offset, into);
    }

    @Override
    public void delete(FileId id) throws IOException {
      deleting.accept(id);
      HOUSE.storage.delete(id);
    }

    @Override
    public List<FileId> ids() throws IOException {
      return HOUSE.storage.ids();
    }

    @Override
    public long freeBytes() throws IOException {
      return HOUSE.storage.freeBytes();
    }
  }

  /** Writes fail. */
  private record Full(FileStorage.Writing writing) implements FileStorage.Writing {
    @Override
    public void from(long offset) throws IOException {
      writing.from(offset);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      throw new IOException("no space left");
    }

    @Override
    public long sync() throws IOException {
      return writing.sync();
    }

    @Override
    public void finish() throws IOException {
      writing.finish();
    }

    @Override
    public void close() throws IOException {
      writing.close();
    }
  }

  /** Writes what is there already: as another node does, which no lock keeps from it. */
  private static final class Elsewhere implements FileStorage.Writing {
    private long written;

    @Override
    public void from(long offset) {
      written = offset;
    }

    @Override
    public void write(ByteBuffer bytes) {
      written += bytes.remaining();
      bytes.position(bytes.limit());
    }

    @Override
    public long sync() {
      return written;
    }

    @Override
    public void finish() {
      // It is there.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private static Uploads uploads(FileStorage storage) {
    return new Uploads(
        HOUSE.db.database(),
        HOUSE.db.ids(),
        HOUSE.access.gate(),
        storage,
        new UploadLimits(BYTES, BYTES, BYTES, BYTES, 0),
        new Pictures(true),
        new RememberedAnswers(new FrameCodec()));
  }

  private void finish(int bytes, long offset) {
    try (Incoming incoming = OTHERS.open(home.owner(), file, offset)) {
      incoming.write(ByteBuffer.allocate(bytes));
      incoming.finish();
    }
  }

  private int stored() throws IOException {
    ByteBuffer all = ByteBuffer.allocate(2 * BYTES);
    HOUSE.storage.read(file, 0, all);
    return all.position();
  }

  @Test
  void whoComesLateDoesNotCutWhatIsWhole() throws IOException {
    finish(100, 0);
    Uploads late = uploads(new Staged(Opening.after(() -> finish(BYTES - 100, 100))));
    assertThatThrownBy(() -> late.open(home.owner(), file, 100))
        .isInstanceOfSatisfying(
            Failure.class, it -> assertThat(it.code()).isEqualTo(ErrorCode.CONFLICT));
    assertThat(stored()).isEqualTo(BYTES);
    assertThat(late.underWay()).isZero();
    finish(0, BYTES);
  }

  /** Two nodes may write one upload of a bucket: the one that ends second deletes nothing. */
  @Test
  void whoEndsSecondLeavesTheFileAsItIs() throws IOException {
    try (Incoming second = uploads(new Staged(_ -> new Elsewhere())).open(home.owner(), file, 0)) {
      second.write(ByteBuffer.allocate(BYTES));
      finish(BYTES, 0);
      HOUSE.tell(
          home.owner(),
          new MessageCommand.Send(
              clientId(),
              thread,
              "carried",
              Optional.empty(),
              Optional.empty(),
              Optional.of(List.of(file))));
      assertThatThrownBy(second::finish)
          .isInstanceOfSatisfying(
              Failure.class, it -> assertThat(it.code()).isEqualTo(ErrorCode.CONFLICT));
    }
    assertThat(stored()).isEqualTo(BYTES);
  }

  @Test
  void uploadThatIsGivenUpBeforeItsEndLeavesNothing() throws IOException {
    try (Incoming late = uploads(new Staged(_ -> new Elsewhere())).open(home.owner(), file, 0)) {
      late.write(ByteBuffer.allocate(BYTES));
      OTHERS.cancel(home.owner(), file);
      OTHERS.sweep();
      try (FileStorage.Writing again = HOUSE.storage.write(file)) {
        again.write(ByteBuffer.allocate(BYTES));
        again.finish();
      }
      assertThatThrownBy(late::finish)
          .isInstanceOfSatisfying(
              Failure.class, it -> assertThat(it.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
    assertThat(HOUSE.storage.ids()).doesNotContain(file);
  }

  @Test
  void uploadThatWasGivenUpMeanwhileLeavesNothing() throws IOException {
    Uploads late =
        uploads(
            new Staged(
                Opening.after(() -> {
                  OTHERS.cancel(home.owner(), file);
                  OTHERS.sweep();
                })));
    assertThatThrownBy(() -> late.open(home.owner(), file, 0))
        .isInstanceOfSatisfying(
            Failure.class, it -> assertThat(it.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThat(HOUSE.storage.ids()).doesNotContain(file);
  }

  /**
   * However long a storage takes to delete: no transaction waits for it, and nobody else deletes.
   */
  @Test
  void bytesAreDeletedByOneAndOutsideOfTransactions() {
    finish(BYTES, 0);
    OTHERS.cancel(home.owner(), file);
    List<Integer> free = new ArrayList<>();
    uploads(
            new Staged(
                HOUSE.storage::write,
                id -> {
                  free.add(unlocked(id));
                  OTHERS.sweep();
                  free.add(unlocked(id));
                }))
        .sweep();
    assertThat(free).isNotEmpty().containsOnly(1);
    assertThat(unlocked(file)).isZero();
    assertThat(used()).isZero();
  }

  /** Rows of a file that is to be deleted which no transaction holds. */
  private static int unlocked(FileId file) {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle
                .createQuery("select g.id from file_gone g where g.id = :id for update skip locked")
                .bind("id", file.value())
                .mapTo(Long.class)
                .list()
                .size());
  }

  private long used() {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle
                .createQuery(
                    "select u.bytes from file_use u where u.kind = 'MEMBER' and u.scope = :owner")
                .bind("owner", home.owner().account().value())
                .mapTo(Long.class)
                .one());
  }

  /** What could not be written is not said to be there: the upload goes on where it was safe. */
  @Test
  void bytesThatWereNotWrittenDoNotCount() {
    finish(100, 0);
    Uploads full = uploads(new Staged(id -> new Full(HOUSE.storage.write(id))));
    Incoming incoming = full.open(home.owner(), file, 100);
    assertThatThrownBy(() -> incoming.write(ByteBuffer.allocate(50)))
        .isInstanceOfSatisfying(
            Failure.class, it -> assertThat(it.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    incoming.cut();
    assertThat(OTHERS.progress(home.owner(), file).received()).isEqualTo(100);
    finish(BYTES - 100, 100);
    assertThat(OTHERS.progress(home.owner(), file).received()).isEqualTo(BYTES);
  }
}
