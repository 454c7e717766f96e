package io.drawbridge.server.file.storage;

import io.drawbridge.protocol.file.ThumbnailSize;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps bytes as files of a folder, readable for the server's user alone: {@code files/3k/f_3k…},
 * by the first two digits of the id, so that no folder has millions of entries.
 */
@LetsOut(Surface.DATA_FOLDER)
public final class FolderStorage implements FileStorage {
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int PREFIX_CHARS = 2;
  private static final int SHARD_CHARS = 2;

  private final Path folder;

  private FolderStorage(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens the folder, and makes it at the first start.
   *
   * @throws IOException if it cannot be made or written
   */
  public static FolderStorage open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, FOLDER_MODE);
    }
    if (!Files.isWritable(folder)) {
      throw new IOException(
          "%s: not writable (expected: a folder of the server's)".formatted(folder));
    }
    return new FolderStorage(folder);
  }

  @Override
  public Writing write(FileId id) throws IOException {
    Path path = path(id);
    Path shard = shard(id);
    if (!Files.isDirectory(shard)) {
      Files.createDirectories(shard, FOLDER_MODE);
      sync(folder);
    }
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            FILE_MODE);
    try {
      lock(channel, id);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return new Open(channel, shard);
  }

  @Override
  public void read(FileId id, long offset, ByteBuffer into) throws IOException {
    read(path(id), offset, into);
  }

  @Override
  public void putBeside(FileId id, ThumbnailSize size, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            beside(id, size),
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING,
                LinkOption.NOFOLLOW_LINKS),
            FILE_MODE)) {
      for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
        channel.write(left);
      }
      channel.force(true);
    }
    sync(shard(id));
  }

  @Override
  public void readBeside(FileId id, ThumbnailSize size, long offset, ByteBuffer into)
      throws IOException {
    read(beside(id, size), offset, into);
  }

  private static void read(Path path, long offset, ByteBuffer into) throws IOException {
    // Opened each time: what is deleted is not read on.
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      long at = offset;
      while (into.hasRemaining()) {
        int read = channel.read(into, at);
        if (read < 0) {
          return;
        }
        at += read;
      }
    }
  }

  @Override
  public void delete(FileId id) throws IOException {
    boolean deleted = false;
    for (String name : StoredNames.all(id)) {
      deleted |= Files.deleteIfExists(shard(id).resolve(name));
    }
    if (deleted) {
      sync(shard(id));
    }
  }

  @Override
  public List<FileId> ids() throws IOException {
    try (Stream<Path> paths = Files.walk(folder, 2)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> StoredNames.id(path.getFileName().toString()))
          .distinct()
          .toList();
    }
  }

  @Override
  public long freeBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  private static void lock(FileChannel channel, FileId id) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      throw new InUseException(id);
    }
    if (lock == null) {
      throw new InUseException(id);
    }
  }

  private Path shard(FileId id) {
    return folder.resolve(id.toString().substring(PREFIX_CHARS, PREFIX_CHARS + SHARD_CHARS));
  }

  private Path path(FileId id) {
    return shard(id).resolve(StoredNames.of(id));
  }

  private Path beside(FileId id, ThumbnailSize size) {
    return shard(id).resolve(StoredNames.of(id, size));
  }

  /** Makes the entries of a folder last. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    } catch (NoSuchFileException gone) {
      // Nothing is in it that could be lost.
    }
  }

  private static final class Open implements Writing {
    private final FileChannel channel;
    private final Path shard;

    Open(FileChannel channel, Path shard) {
      this.channel = channel;
      this.shard = shard;
    }

    @Override
    public void from(long offset) throws IOException {
      if (channel.size() < offset) {
        throw new IOException(
            "bytes: %d (expected: at least %d)".formatted(channel.size(), offset));
      }
      channel.truncate(offset);
      channel.position(offset);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public long sync() throws IOException {
      channel.force(true);
      FolderStorage.sync(shard);
      return channel.position();
    }

    @Override
    public void finish() throws IOException {
      sync();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
