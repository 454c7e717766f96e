package io.drawbridge.server.export;

import io.drawbridge.protocol.audit.Json;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.file.storage.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Makes the parts of a workspace's export. Thread-safe; blocks. */
final class WorkspaceParts {
  /** Bytes of a file in one part. */
  static final int PIECE_BYTES = 45 << 10;

  private static final String FORMAT = "drawbridge-export/1";
  private static final int ROWS_MAX = 200;

  private final DatabaseClock clock;
  private final FileStorage storage;
  private final PlaceStore places = new PlaceStore();
  private final ContentStore content = new ContentStore();
  private final Walk walk = new Walk();

  WorkspaceParts(DatabaseClock clock, FileStorage storage) {
    this.clock = clock;
    this.storage = storage;
  }

  /** The part that begins at a place, but for the bytes of a file, see {@link #bytes}. */
  Parts part(Handle snapshot, Scope scope, ExportPlace from) {
    return switch (from.section()) {
      case WORKSPACE ->
          new Parts(
              List.of(
                  Line.of(scope.head(), "export", begin(scope)),
                  Line.of(scope.head(), "workspace", places.workspace(snapshot, scope))),
              Optional.of(from.in(from.section().next())));
      case PEOPLE ->
          Walk.page(from, ROWS_MAX, after -> places.people(snapshot, scope, after, ROWS_MAX));
      case CONVERSATIONS ->
          Walk.page(
              from, ROWS_MAX, after -> places.conversations(snapshot, scope, after, ROWS_MAX));
      case MEMBERSHIPS ->
          Walk.page(from, ROWS_MAX, after -> places.memberships(snapshot, scope, after, ROWS_MAX));
      case MESSAGES ->
          walk.messages(
              snapshot,
              scope.reader(),
              scope.whole(),
              Optional.empty(),
              from,
              after -> content.nextConversation(snapshot, scope, after));
      case FILES -> file(snapshot, scope, from);
      case DRAFTS, SCHEDULED, END -> new Parts(List.of(), Optional.empty());
    };
  }

  private Json.Obj begin(Scope scope) {
    return Json.Obj.EMPTY
        .with("format", FORMAT)
        .with("at", clock.now().toString())
        .with("includes_private", new Json.Bool(scope.whole()));
  }

  private Parts file(Handle snapshot, Scope scope, ExportPlace from) {
    Optional<Walk.Found> found =
        walk.file(
            snapshot,
            scope.reader(),
            scope.whole(),
            // A file of which some is given is found again.
            from.offset() == 0 ? from : from.at(from.key(), from.second() - 1, 0),
            after -> content.nextConversation(snapshot, scope, after));
    if (found.isEmpty()) {
      return new Parts(List.of(), Optional.of(from.in(from.section().next())));
    }
    long conversation = found.get().conversation();
    if (found.get().file().isEmpty()) {
      return new Parts(List.of(), Optional.of(from.at(conversation, 0, 0)));
    }
    ContentStore.FileRow file = found.get().file().get();
    boolean same = file.file().value() == from.second() && from.offset() > 0;
    return piece(from, conversation, file, same ? from.offset() : 0);
  }

  /** The line about a file with its first piece, or a piece that follows. */
  private Parts piece(ExportPlace from, long conversation, ContentStore.FileRow file, long offset) {
    if (offset > file.size()) {
      throw ExportPlace.refused();
    }
    long id = file.file().value();
    int length = (int) Math.min(PIECE_BYTES, file.size() - offset);
    Optional<byte[]> bytes = read(file, offset, length);
    if (bytes.isEmpty()) {
      // It was deleted a moment ago, with its message.
      return new Parts(List.of(), Optional.of(from.at(conversation, id, 0)));
    }
    Line line = bytes(file.tag(), file, offset, bytes.get());
    List<Line> lines =
        offset == 0 ? List.of(Line.of(file.tag(), "file", file.about()), line) : List.of(line);
    boolean last = offset + length >= file.size();
    return new Parts(lines, Optional.of(from.at(conversation, id, last ? 0 : offset + length)));
  }

  private static Line bytes(Tag tag, ContentStore.FileRow file, long offset, byte[] bytes) {
    return Line.of(
        tag,
        "bytes",
        Json.Obj.EMPTY
            .with("file", file.about().text("file").orElseThrow())
            .with("version", file.about().number("version").orElseThrow())
            .with("offset", offset)
            .with("base64", Base64.getEncoder().encodeToString(bytes)));
  }

  private Optional<byte[]> read(ContentStore.FileRow file, long offset, int length) {
    ByteBuffer piece = ByteBuffer.allocate(length);
    try {
      file.pieces().read((at, into) -> storage.read(file.file(), at, into), offset, piece);
      return Optional.of(Arrays.copyOf(piece.array(), piece.position()));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException e) {
      throw StorageFailure.unavailable(file.file(), e);
    }
  }
}
