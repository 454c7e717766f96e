package io.drawbridge.protocol.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of an export, which its owner alone may read from its first byte on.
 *
 * @param after the cursor of its last whole part; absent if there is none yet
 * @param done its end is there
 * @param out appends to it
 */
public record ExportFile(Optional<String> after, boolean done, OutputStream out)
    implements Closeable {
  /** The most bytes of a line that closes a part. */
  private static final int SEAL_BYTES_MAX = 2_048;

  private static final Pattern PART =
      Pattern.compile(
          "\\{\"after\":\"([^\"]{1,512})\",\"sha256\":\"[0-9a-f]{64}\",\"type\":\"part\"}");

  private static final Pattern END =
      Pattern.compile("\\{\"counts\":\\{.*},\"sha256\":\"[0-9a-f]{64}\",\"type\":\"end\"}");

  /** Appends a part. */
  public void write(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens a new one, or one that was cut off, behind its last whole part.
   *
   * @throws UncheckedIOException if it cannot be written, or is a file of something else
   */
  public static ExportFile open(Path file) {
    try {
      return Files.exists(file) ? goOn(file) : create(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ExportFile create(Path file) throws IOException {
    boolean posix = Files.getFileStore(parent(file)).supportsFileAttributeView("posix");
    FileAttribute<?>[] mine =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    OutputStream out =
        Channels.newOutputStream(
            FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mine));
    return new ExportFile(Optional.empty(), false, out);
  }

  private static Path parent(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
  }

  private static ExportFile goOn(Path file) throws IOException {
    long end = 0;
    Optional<String> after = Optional.empty();
    boolean done = false;
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      // Lines before the last whole part are long and many: only those that close parts are kept.
      StringBuilder line = new StringBuilder();
      byte[] buffer = new byte[1 << 16];
      long at = 0;
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          at++;
          if (buffer[i] != '\n') {
            if (line.length() <= SEAL_BYTES_MAX) {
              line.append((char) (buffer[i] & 0xff));
            }
            continue;
          }
          Matcher part = PART.matcher(line);
          if (part.matches()) {
            after = Optional.of(part.group(1));
            end = at;
          } else if (END.matcher(line).matches()) {
            done = true;
            end = at;
          }
          line.setLength(0);
        }
      }
      if (end == 0 && in.length() > 0) {
        throw new IOException("%s: no whole part of an export".formatted(file));
      }
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    channel.truncate(end).position(end);
    return new ExportFile(after, done, Channels.newOutputStream(channel));
  }
}
