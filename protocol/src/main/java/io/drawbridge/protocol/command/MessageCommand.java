package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.file.FileName;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.search.SearchOrder;
import io.drawbridge.protocol.text.Check;
import java.util.List;
import java.util.Optional;

/**
 * Commands about messages and their files. The bytes of files go over HTTP: {@code PUT} and {@code
 * GET /v1/files/<id>}.
 *
 * @param <R> what the command answers
 */
public sealed interface MessageCommand<R extends Result> extends Command<R> {

  /**
   * Sends a message. Fails with {@code closed}, {@code locked}, or {@code audience_changed}: if the
   * author says whom they wrote to, and somebody came since about whom the conversation's policy
   * {@code audience_guard} has them asked. To confirm, look again and send with the new audience.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param text Markdown source, 1 to 16,384 bytes of UTF-8; may be empty with files
   * @param quote the position of the message it answers
   * @param audience whom the author wrote to: {@code audience} of the conversation as they saw it;
   *     of no effect in DMs without a workspace and for externals, who are not told who comes
   * @param files uploads of the author's for this conversation that are whole, 1 to 10; from then
   *     on they are the message's, and seen by who sees it
   * @param discardDraft true to let the sender's draft in this conversation go with it
   */
  @JsonTypeName("message.send")
  record Send(
      String clientId,
      ConversationId conversation,
      String text,
      Optional<Long> quote,
      Optional<String> audience,
      Optional<List<FileId>> files,
      Optional<Boolean> discardDraft)
      implements MessageCommand<MessageResult.Sent>, Mutation {

    /** A message to all who read it when it is sent. */
    public Send(String clientId, ConversationId conversation, String text, Optional<Long> quote) {
      this(clientId, conversation, text, quote, Optional.empty());
    }

    /** A message without files. */
    public Send(
        String clientId,
        ConversationId conversation,
        String text,
        Optional<Long> quote,
        Optional<String> audience) {
      this(clientId, conversation, text, quote, audience, Optional.empty());
    }

    /** A message that leaves the draft. */
    public Send(
        String clientId,
        ConversationId conversation,
        String text,
        Optional<Long> quote,
        Optional<String> audience,
        Optional<List<FileId>> files) {
      this(clientId, conversation, text, quote, audience, files, Optional.empty());
    }

    /** Checks the fields. */
    public Send {
      Check.clientId(clientId);
      files = files.map(it -> Check.several("files", it, Limits.FILES_PER_MESSAGE_MAX));
      if (files.isEmpty() || !text.isEmpty()) {
        Check.text("text", text);
      }
      Check.pos("quote", quote);
      audience.ifPresent(it -> Check.cursor("audience", it));
    }
  }

  /**
   * Replaces the text of the sender's own message. Fails with {@code closed} or {@code locked}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param pos the position of the message
   * @param text Markdown source, 1 to 16,384 bytes of UTF-8
   */
  @JsonTypeName("message.edit")
  record Edit(String clientId, ConversationId conversation, long pos, String text)
      implements MessageCommand<MessageResult.Changed>, Mutation {

    /** Checks the fields. */
    public Edit {
      Check.clientId(clientId);
      Check.pos("pos", pos);
      Check.text("text", text);
    }
  }

  /**
   * Tells what a message says, and what it said before it was edited: for its author, and whom the
   * policy {@code edit_history} lets. Fails with {@code not_allowed}.
   *
   * @param conversation which conversation
   * @param pos the position of the message
   */
  @JsonTypeName("message.versions")
  record ListMessageVersions(ConversationId conversation, long pos)
      implements MessageCommand<MessageResult.MessageVersions> {

    /** Checks the fields. */
    public ListMessageVersions {
      Check.pos("pos", pos);
    }
  }

  /**
   * Deletes a message: the sender's own, or any for those who manage the conversation.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param pos the position of the message
   */
  @JsonTypeName("message.delete")
  record Delete(String clientId, ConversationId conversation, long pos)
      implements MessageCommand<MessageResult.Changed>, Mutation {

    /** Checks the fields. */
    public Delete {
      Check.clientId(clientId);
      Check.pos("pos", pos);
    }
  }

  /**
   * Puts an emoji on a message, or takes it away. Fails with {@code closed}, {@code locked} or
   * {@code limit_reached}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param pos the position of the message
   * @param emoji one emoji of Unicode, at most 32 chars; kept fully qualified
   * @param on true to do it, false to undo it
   */
  @JsonTypeName("message.react")
  record React(String clientId, ConversationId conversation, long pos, String emoji, boolean on)
      implements MessageCommand<MessageResult.Changed>, Mutation {

    /** Checks the fields. */
    public React {
      Check.clientId(clientId);
      Check.pos("pos", pos);
      emoji = Check.emoji(emoji);
    }
  }

  /**
   * Pins a message, or unpins it. Fails with {@code closed} or {@code locked}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param pos the position of the message
   * @param on true to do it, false to undo it
   */
  @JsonTypeName("message.pin")
  record Pin(String clientId, ConversationId conversation, long pos, boolean on)
      implements MessageCommand<MessageResult.Changed>, Mutation {

    /** Checks the fields. */
    public Pin {
      Check.clientId(clientId);
      Check.pos("pos", pos);
    }
  }

  /**
   * Takes the previews of links from the sender's own message for good, and keeps those away that
   * are still to come. Fails with {@code closed}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param pos the position of the message
   */
  @JsonTypeName("preview.remove")
  record RemovePreviews(String clientId, ConversationId conversation, long pos)
      implements MessageCommand<MessageResult.Changed>, Mutation {

    /** Checks the fields. */
    public RemovePreviews {
      Check.clientId(clientId);
      Check.pos("pos", pos);
    }
  }

  /**
   * Shows messages before, after or around a position, at most one of the three; without one the
   * newest.
   *
   * @param conversation which conversation
   * @param before exclusive
   * @param after exclusive
   * @param around inclusive
   * @param limit messages, 1 to 100; 50 if absent
   */
  @JsonTypeName("message.history")
  record ShowHistory(
      ConversationId conversation,
      Optional<Long> before,
      Optional<Long> after,
      Optional<Long> around,
      Optional<Integer> limit)
      implements MessageCommand<MessageResult.History> {

    /** Checks the fields. */
    public ShowHistory {
      Check.atMostOne("before, after, around", before, after, around);
      Check.pos("before", before);
      Check.pos("after", after);
      Check.pos("around", around);
      Check.historyPage(limit);
    }
  }

  /**
   * Lists the pinned messages.
   *
   * @param conversation which conversation
   */
  @JsonTypeName("message.pins")
  record ListPins(ConversationId conversation) implements MessageCommand<MessageResult.Pins> {}

  /**
   * Looks for messages in all the sender's conversations, and on the first page for conversations
   * by their name (GLUE-20). Every word is to be there, in any case and with or without accents; a
   * word of three letters or more also finds what begins so, words in quotation marks stand
   * together as they are, and a word after {@code -} is not to be there. Chinese, Japanese and Thai
   * are found without spaces. The names of a message's files are words of it that weigh less.
   * Besides words: {@code from:me}, {@code from:} with a name or an account, {@code in:} with a
   * name or a conversation, {@code before:}, {@code after:} and {@code on:} with a day as in {@code
   * 2026-01-31} (UTC), {@code has:link}, {@code has:file}, {@code has:reaction}, {@code
   * mentions:me} and {@code with:external}. Several of {@code from:} or {@code in:} mean any of
   * them.
   *
   * @param query 1 to 200 chars
   * @param order what stands first; the newest if absent. The best by their words come on one page
   * @param after the {@code next} of the page before, 1 to 512 chars
   * @param limit messages of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("message.search")
  record Search(
      String query, Optional<SearchOrder> order, Optional<String> after, Optional<Integer> limit)
      implements MessageCommand<MessageResult.Found> {

    /** Checks the fields. */
    public Search {
      query = Check.query(query);
      after.ifPresent(it -> Check.cursor("after", it));
      Check.listPage(limit);
    }
  }

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
  record BeginUpload(String clientId, ConversationId conversation, String name, long size)
      implements MessageCommand<MessageResult.Upload>, Mutation {

    /** Checks the fields. */
    public BeginUpload {
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
  record ShowUpload(FileId file) implements MessageCommand<MessageResult.Upload> {}

  /**
   * Gives up an upload of the sender's that no message carries. Its bytes are deleted.
   *
   * @param file which upload
   */
  @JsonTypeName("file.cancel")
  record CancelUpload(FileId file) implements MessageCommand<Done> {}

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
  record ReplaceFile(
      String clientId,
      ConversationId conversation,
      long pos,
      FileId file,
      FileId upload,
      Optional<String> note)
      implements MessageCommand<MessageResult.Changed>, Mutation {

    /** Checks the fields. */
    public ReplaceFile {
      Check.clientId(clientId);
      Check.pos("pos", pos);
      Check.note("note", note);
    }
  }

  /**
   * Takes a file from the sender's own message, with all its versions. Their bytes are deleted.
   * Fails with {@code conflict} if it is all that the message has: then the message is to be
   * deleted.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param pos the position of the message
   * @param file which file of it
   */
  @JsonTypeName("file.remove")
  record RemoveFile(String clientId, ConversationId conversation, long pos, FileId file)
      implements MessageCommand<MessageResult.Changed>, Mutation {

    /** Checks the fields. */
    public RemoveFile {
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
      implements MessageCommand<MessageResult.Files> {

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
  record ListSharedFiles(Optional<Integer> limit) implements MessageCommand<MessageResult.Files> {

    /** Checks the fields. */
    public ListSharedFiles {
      Check.listPage(limit);
    }
  }

  /**
   * Lists the versions of a file, the newest first.
   *
   * @param file which file
   */
  @JsonTypeName("file.versions")
  record ListVersions(FileId file) implements MessageCommand<MessageResult.Versions> {}
}
