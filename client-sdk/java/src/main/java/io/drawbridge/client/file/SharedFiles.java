package io.drawbridge.client.file;

import io.drawbridge.client.api.Commands;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.MessageResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about files; their bytes go by {@link Transfers}. */
public final class SharedFiles {

  private final Commands commands;

  /** For {@link Commands#files}. */
  public SharedFiles(Commands commands) {
    this.commands = commands;
  }

  /** Lists the files of a conversation, of the messages before a position if one is given. */
  public CompletableFuture<MessageResult.Files> list(
      ConversationId conversation, Optional<Long> before) {
    return commands.call(new MessageCommand.ListFiles(conversation, before, Optional.empty()));
  }

  /** Lists the newest files that others share with one, 1 to 200. */
  public CompletableFuture<MessageResult.Files> shared(int limit) {
    return commands.call(new MessageCommand.ListSharedFiles(Optional.of(limit)));
  }

  /** Lists the versions of a file, the newest first. */
  public CompletableFuture<MessageResult.Versions> versions(FileId file) {
    return commands.call(new MessageCommand.ListVersions(file));
  }

  /**
   * Replaces a file of one's own message by an upload, for a reason that everybody reads who sees
   * it.
   */
  public CompletableFuture<MessageResult.Changed> replace(
      ConversationId conversation, long pos, FileId file, FileId upload, Optional<String> note) {
    return commands.call(
        new MessageCommand.ReplaceFile(
            commands.nextClientId(), conversation, pos, file, upload, note));
  }

  /** Takes a file from one's own message, with all its versions. */
  public CompletableFuture<MessageResult.Changed> remove(
      ConversationId conversation, long pos, FileId file) {
    return commands.call(
        new MessageCommand.RemoveFile(commands.nextClientId(), conversation, pos, file));
  }

  /** Begins an upload; {@link Transfers#upload} does this too. */
  public CompletableFuture<MessageResult.Upload> begin(
      ConversationId conversation, String name, long size) {
    return commands.call(
        new MessageCommand.BeginUpload(commands.nextClientId(), conversation, name, size));
  }

  /** Tells how far an upload of one's own has got. */
  public CompletableFuture<MessageResult.Upload> progress(FileId upload) {
    return commands.call(new MessageCommand.ShowUpload(upload));
  }

  /** Gives up an upload that no message carries. */
  public CompletableFuture<Done> cancel(FileId upload) {
    return commands.call(new MessageCommand.CancelUpload(upload));
  }
}
