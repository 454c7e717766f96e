package io.drawbridge.load.files;

import io.drawbridge.load.driver.FileDoor;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The owner of the workspace, who posts files in one group.
 *
 * @param testbed whose workspace
 * @param door for the bytes
 * @param group where the files are posted
 */
public record Uploader(Testbed testbed, FileDoor door, ConversationId group) {
  private static final int DONE = 200;

  /** Begins, brings all bytes, and sends the message that carries them. */
  public FileId post(long seed, long size) throws IOException, InterruptedException {
    FileId file = begin(workspace().clientId(), size);
    if (put(file, seed, size, 0) != DONE) {
      throw new IOException("an upload of %d bytes was refused".formatted(size));
    }
    send(workspace().clientId(), file);
    return file;
  }

  FileId begin(String clientId, long size) {
    return testbed
        .door()
        .call(
            workspace().owner(), new MessageCommand.BeginUpload(clientId, group, "bytes.bin", size))
        .file();
  }

  int put(FileId file, long seed, long size, long offset) throws IOException, InterruptedException {
    return door.put(
        testbed.server().uri().resolve("/v1/files/%s?offset=%d".formatted(file, offset)),
        token(),
        seed,
        size,
        offset);
  }

  /** Bytes of an upload that the server has. */
  long received(FileId file) {
    return testbed.door().call(workspace().owner(), new MessageCommand.ShowUpload(file)).received();
  }

  /** Gives an upload up. */
  void cancel(FileId file) {
    testbed.door().call(workspace().owner(), new MessageCommand.CancelUpload(file));
  }

  void send(String clientId, FileId file) {
    testbed
        .door()
        .call(
            workspace().owner(),
            new MessageCommand.Send(
                clientId,
                group,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(file))));
  }

  /** Where a file is read. */
  public URI address(FileId file) {
    return testbed.server().uri().resolve("/v1/files/" + file);
  }

  String token() {
    return workspace().owner().accessToken().value();
  }

  private Workspace workspace() {
    return testbed.workspace();
  }
}
