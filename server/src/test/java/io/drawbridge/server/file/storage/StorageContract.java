package io.drawbridge.server.file.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.file.ThumbnailSize;
import io.drawbridge.protocol.id.FileId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tests what every storage of files promises. */
public interface StorageContract {
  /** Ids that no other test uses. */
  AtomicLong IDS = new AtomicLong(System.nanoTime());

  /** The storage, the same at every call. */
  FileStorage storage() throws IOException;

  static FileId id() {
    return new FileId(IDS.incrementAndGet());
  }

  /** Some bytes that do not compress. */
  static byte[] some(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  static byte[] read(FileStorage storage, FileId id, long offset, int length) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(length);
    storage.read(id, offset, into);
    return Arrays.copyOf(into.array(), into.position());
  }

  private static byte[] small(FileStorage storage, FileId id) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(100);
    storage.readBeside(id, ThumbnailSize.SMALL, 0, into);
    return Arrays.copyOf(into.array(), into.position());
  }

  /**
   * Writes from what is safe on, as a client does that goes on after a cut; returns what is safe.
   */
  static long write(FileStorage storage, FileId id, long from, byte[] all, int until, boolean whole)
      throws IOException {
    try (FileStorage.Writing writing = storage.write(id)) {
      writing.from(from);
      writing.write(ByteBuffer.wrap(all, (int) from, until - (int) from));
      if (!whole) {
        return writing.sync();
      }
      writing.finish();
      return until;
    }
  }

  @Test
  default void wholeFileIsReadFromAnyPlace() throws IOException {
    FileStorage storage = storage();
    FileId id = id();
    byte[] all = some(100_000);
    write(storage, id, 0, all, all.length, true);
    assertThat(read(storage, id, 0, 200_000)).isEqualTo(all);
    assertThat(read(storage, id, 70_000, 10)).isEqualTo(Arrays.copyOfRange(all, 70_000, 70_010));
    assertThat(read(storage, id, 100_000, 10)).isEmpty();
    assertThat(storage.ids()).contains(id);
    storage.delete(id);
    storage.delete(id);
    assertThat(storage.ids()).doesNotContain(id);
    assertThatThrownBy(() -> read(storage, id, 0, 1)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  default void emptyFileIsAfile() throws IOException {
    FileStorage storage = storage();
    FileId id = id();
    write(storage, id, 0, new byte[0], 0, true);
    assertThat(read(storage, id, 0, 10)).isEmpty();
    storage.delete(id);
  }

  /** It goes on where it was safe, however often it is cut, and is the same in the end. */
  @Test
  default void uploadGoesOnAfterCuts() throws IOException {
    FileStorage storage = storage();
    FileId id = id();
    byte[] all = some(36_000_000);
    long safe = write(storage, id, 0, all, 20_000_000, false);
    assertThat(safe).isBetween(16_000_000L, 20_000_000L);
    assertThat(storage.ids()).contains(id);
    safe = write(storage, id, safe, all, (int) safe + 10, false);
    safe = write(storage, id, safe, all, 34_000_000, false);
    assertThat(safe).isBetween(32_000_000L, 34_000_000L);
    write(storage, id, safe, all, all.length, true);
    assertThat(read(storage, id, 0, all.length)).isEqualTo(all);
    // The end was reached, but not noted: it is written again from what was.
    write(storage, id, safe, all, all.length, true);
    assertThat(read(storage, id, 0, all.length)).isEqualTo(all);
    storage.delete(id);
    assertThat(storage.ids()).doesNotContain(id);
  }

  @Test
  default void cutUploadIsDeleted() throws IOException {
    FileStorage storage = storage();
    FileId id = id();
    write(storage, id, 0, some(17_000_000), 17_000_000, false);
    storage.delete(id);
    assertThat(storage.ids()).doesNotContain(id);
    assertThatThrownBy(() -> write(storage, id, 16 << 20, some(17_000_000), 17_000_000, true))
        .isInstanceOf(IOException.class);
    storage.delete(id);
  }

  @Test
  default void oneWritesAtOnce() throws IOException {
    FileStorage storage = storage();
    FileId id = id();
    try (FileStorage.Writing first = storage.write(id)) {
      first.from(0);
      assertThatThrownBy(() -> storage.write(id)).isInstanceOf(FileStorage.InUseException.class);
    }
    storage.write(id).close();
    storage.delete(id);
  }

  @Test
  default void whatStandsBesideGoesWithIt() throws IOException {
    FileStorage storage = storage();
    FileId id = id();
    write(storage, id, 0, some(10), 10, true);
    storage.putBeside(id, ThumbnailSize.SMALL, "first and longer".getBytes(UTF_8));
    storage.putBeside(id, ThumbnailSize.SMALL, "small".getBytes(UTF_8));
    assertThat(small(storage, id)).isEqualTo("small".getBytes(UTF_8));
    assertThat(read(storage, id, 0, 100)).isEqualTo(some(10));
    storage.delete(id);
    assertThat(storage.ids()).doesNotContain(id);
    assertThatThrownBy(() -> small(storage, id)).isInstanceOf(NoSuchFileException.class);
  }
}
