package io.drawbridge.server.file.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.id.FileId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderStorageTest implements StorageContract {
  private static final FileId ID = new FileId(4_711);

  @TempDir private Path folder;

  @Override
  public FolderStorage storage() throws IOException {
    return FolderStorage.open(folder.resolve("files"));
  }

  private static void write(FileStorage storage, long offset, String text) throws IOException {
    try (FileStorage.Writing writing = storage.write(ID)) {
      writing.from(offset);
      writing.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
      writing.sync();
    }
  }

  private static String read(FileStorage storage, long offset, int length) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(length);
    storage.read(ID, offset, into);
    return new String(into.array(), 0, into.position(), UTF_8);
  }

  @Test
  void whatWasWrittenIsReadUntilItIsDeleted() throws IOException {
    FolderStorage storage = storage();
    write(storage, 0, "hello world");
    write(storage, 5, ", you");
    assertThat(read(storage, 0, 100)).isEqualTo("hello, you");
    assertThat(read(storage, 7, 2)).isEqualTo("yo");
    assertThat(storage.ids()).isEqualTo(List.of(ID));
    storage.delete(ID);
    storage.delete(ID);
    assertThat(storage.ids()).isEmpty();
    assertThatThrownBy(() -> read(storage, 0, 1)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void offsetBehindTheEndIsRefused() {
    assertThatThrownBy(() -> write(storage(), 1, "x")).isInstanceOf(IOException.class);
  }

  @Test
  void oneWritesAtATime() throws IOException {
    FolderStorage storage = storage();
    try (FileStorage.Writing first = storage.write(ID)) {
      first.write(ByteBuffer.wrap("first".getBytes(UTF_8)));
      assertThatThrownBy(() -> storage.write(ID)).isInstanceOf(FileStorage.InUseException.class);
    }
    assertThat(read(storage, 0, 10)).isEqualTo("first");
  }

  /** Leak99: nobody but the server's user reads what is stored. */
  @Test
  void leak99OthersReadNothing() throws IOException {
    write(storage(), 0, "secret");
    try (Stream<Path> all = Files.walk(folder.resolve("files"))) {
      for (Path path : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }
}
