package io.drawbridge.client.resume;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.id.ConversationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps progress in a text file: {@code drawbridge-cursors 1}, then {@code since TEXT}, then a line
 * {@code CONVERSATION POSITION} each, at last {@code end}. One process at a time.
 *
 * <p>A new file is written beside it, forced to the disk, and moved over the old one, so that a
 * crash at any moment leaves the old or the new one.
 */
public final class FileCursorStore implements CursorStore {

  private static final String HEADER = "drawbridge-cursors 1";
  private static final String SINCE = "since ";
  private static final String END = "end";

  private final Path file;
  private final Path fresh;

  /** Keeps it in this file; its folder must exist, the file need not. */
  public FileCursorStore(Path file) {
    this.file = file.toAbsolutePath();
    this.fresh = this.file.resolveSibling(this.file.getFileName() + ".new");
  }

  @Override
  public Progress load() {
    try {
      return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException none) {
      return Progress.none();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public synchronized void save(Progress progress) {
    try {
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.wrap(write(progress).getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String write(Progress progress) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    progress.since().ifPresent(since -> text.append(SINCE).append(since).append('\n'));
    Map<String, Long> sorted = new TreeMap<>();
    progress.cursors().forEach((conversation, pos) -> sorted.put(conversation.toString(), pos));
    sorted.forEach((conversation, pos) -> text.append(conversation + " " + pos + "\n"));
    return text.append(END).append('\n').toString();
  }

  private Progress parse(List<String> lines) throws IOException {
    if (lines.size() < 2 || !lines.getFirst().equals(HEADER) || !lines.getLast().equals(END)) {
      throw new IOException(file + " is not a whole cursor file (expected: " + HEADER + " … end)");
    }
    Optional<String> since = Optional.empty();
    Map<ConversationId, Long> cursors = new HashMap<>();
    for (String line : lines.subList(1, lines.size() - 1)) {
      if (line.startsWith(SINCE)) {
        since = Optional.of(line.substring(SINCE.length()));
      } else {
        cursor(line, cursors);
      }
    }
    return new Progress(since, cursors);
  }

  private void cursor(String line, Map<ConversationId, Long> cursors) throws IOException {
    int space = line.indexOf(' ');
    try {
      cursors.put(
          ConversationId.parse(line.substring(0, Math.max(0, space))),
          Long.parseLong(line.substring(space + 1)));
    } catch (ProtocolException | NumberFormatException bad) {
      throw new IOException(file + ": not a cursor (expected: CONVERSATION POSITION)", bad);
    }
  }
}
