package io.drawbridge.server.forward;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.file.FileTransfers;
import io.drawbridge.server.file.download.Download;
import io.drawbridge.server.file.upload.Incoming;
import io.drawbridge.server.platform.Platform;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Copies files of a message into uploads of who passes it on, counted against their quotas. Each is
 * read as a download of theirs would be. Nobody is told of a copy, and nobody reads it, before a
 * message carries it. Blocks: on virtual threads.
 */
final class FileCopies {
  private static final int PIECE_BYTES = 64 * 1024;

  private final FileTransfers transfers;
  private final RequestKeys keys;
  private final Platform platform;

  FileCopies(Platform platform, FileTransfers transfers) {
    this.transfers = transfers;
    this.keys = new RequestKeys(platform.codec());
    this.platform = platform;
  }

  /**
   * Copies them for the conversation of the permit.
   *
   * @throws Failure {@code too_large} if they are more than are passed on; as an upload, and as a
   *     download; then there is no copy
   */
  List<FileId> copy(
      Caller caller, WritingCommand.Forward command, PostPermit to, List<FileView> files) {
    long bytes = files.stream().mapToLong(FileView::size).sum();
    if (bytes > Limits.FORWARD_FILES_BYTES_MAX) {
      throw Failure.of(
          ErrorCode.TOO_LARGE,
          "files: %d bytes (expected: at most %d, or files: false)"
              .formatted(bytes, Limits.FORWARD_FILES_BYTES_MAX));
    }
    List<FileId> copies = new ArrayList<>(files.size());
    try {
      for (FileView file : files) {
        // Each attempt makes copies of its own: those of one that failed are gone.
        String step = "copy-%d".formatted(platform.ids().next());
        FileId copy =
            transfers
                .uploads()
                .begin(to, keys.step(caller, command, step), file.name(), file.size())
                .file();
        copies.add(copy);
        copy(caller, file, copy);
      }
      return copies;
    } catch (RuntimeException failed) {
      drop(caller, copies);
      throw failed;
    }
  }

  private void copy(Caller caller, FileView file, FileId copy) {
    Download from =
        transfers
            .downloads()
            .open(caller, file.file(), Optional.of(file.version()), Optional.empty());
    try (Incoming into = transfers.uploads().open(caller, copy, 0)) {
      for (long at = 0; at < file.size(); at += PIECE_BYTES) {
        int length = (int) Math.min(PIECE_BYTES, file.size() - at);
        into.write(ByteBuffer.wrap(transfers.downloads().read(from, at, length)));
      }
      into.finish();
    }
  }

  /** Gives copies up that no message carries. */
  void drop(Caller caller, List<FileId> copies) {
    for (FileId copy : copies) {
      try {
        transfers.uploads().cancel(caller, copy);
      } catch (Failure gone) {
        // A message carries it, or it was given up before.
      }
    }
  }
}
