package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.file.FileName;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.FileResult;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.util.Optional;

/**
 * Commands about files. Their bytes go over HTTP: {@code PUT} and {@code GET /v1/files/<id>}.
 *
 * @param <R> what the command answers
 */
public sealed interface FileCommand<R extends Result> extends Command<R> {

  /**
   * Begins the upload of a file for one conversation. Its bytes follow by {@code PUT
   * /v1/files/<id>?offset=<received>}, in one request or, after a cut, in several; then {@code
   * message.send} carries it. Until then it is the sender's alone. Fails with {@code closed},
   * {@code locked}, {@code too_large}, or {@code limit_reached} if a quota of files is used up.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param name what to call it, 1 to 200 chars without a path
   * @param size in bytes
   */
  @JsonTypeName("file.begin")
  record Begin(String clientId, ConversationId conversation, String name, long size)
      implements FileCommand<FileResult.Upload>, Mutation {

    /** Checks the fields. */
    public Begin {
      Check.clientId(clientId);
      name = FileName.check("name", name);
      Check.pos("size", size);
    }
  }

  /**
   * Tells how far an upload of the sender's has got.
   *
   * @param file which upload
   */
  @JsonTypeName("file.progress")
  record Progress(FileId file) implements FileCommand<FileResult.Upload> {}

  /**
   * Gives up an upload of the sender's that no message carries. Its bytes are deleted.
   *
   * @param file which upload
   */
  @JsonTypeName("file.cancel")
  record Cancel(FileId file) implements FileCommand<Done> {}

  /**
   * Replaces a file of the sender's own message by a newer version. The earlier ones are kept.
   * Fails with {@code closed}, or {@code limit_reached} if it has too many.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param pos the position of the message
   * @param file which file of it
   * @param upload the new version: an upload for this conversation that is whole
   * @param note what for, at most 500 chars
   */
  @JsonTypeName("file.replace")
  record Replace(
      String clientId,
      ConversationId conversation,
      long pos,
      FileId file,
      FileId upload,
      Optional<String> note)
      implements FileCommand<MessageResult.Changed>, Mutation {

    /** Checks the fields. */
    public Replace {
      Check.clientId(clientId);
      Check.pos("pos", pos);
      Check.note("note", note);
    }
  }

  /**
   * Takes a file from the sender's own message, with all its versions. Their bytes are deleted.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param pos the position of the message
   * @param file which file of it
   */
  @JsonTypeName("file.remove")
  record Remove(String clientId, ConversationId conversation, long pos, FileId file)
      implements FileCommand<MessageResult.Changed>, Mutation {

    /** Checks the fields. */
    public Remove {
      Check.clientId(clientId);
      Check.pos("pos", pos);
    }
  }

  /**
   * Lists the files of a conversation, those of the newest message first.
   *
   * @param conversation which conversation
   * @param before of messages before this position
   * @param limit messages with files of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("file.list")
  record ListFiles(ConversationId conversation, Optional<Long> before, Optional<Integer> limit)
      implements FileCommand<FileResult.Files> {

    /** Checks the fields. */
    public ListFiles {
      Check.pos("before", before);
      Check.listPage(limit);
    }
  }

  /**
   * Lists the newest files that others share with the sender, in any conversation.
   *
   * @param limit entries of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("file.shared")
  record ListShared(Optional<Integer> limit) implements FileCommand<FileResult.Files> {

    /** Checks the fields. */
    public ListShared {
      Check.listPage(limit);
    }
  }

  /**
   * Lists the versions of a file, the newest first.
   *
   * @param file which file
   */
  @JsonTypeName("file.versions")
  record ListVersions(FileId file) implements FileCommand<FileResult.Versions> {}
}
