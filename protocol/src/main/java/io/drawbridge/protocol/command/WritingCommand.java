package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.id.ScheduledId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Commands about what the sender writes beside {@code message.send}: drafts, and messages to be
 * sent later, of which nobody else learns; and messages that are passed on from another place.
 *
 * @param <R> what the command answers
 */
public sealed interface WritingCommand<R extends Result> extends Command<R> {

  /**
   * Keeps what the sender has begun to write in a conversation, for all their devices, in place of
   * what was kept for it before. Fails with {@code limit_reached}: 200 are kept.
   *
   * @param conversation which conversation
   * @param text Markdown source, 1 to 16,384 bytes of UTF-8
   * @param quote the position of the message it answers
   */
  @JsonTypeName("draft.save")
  record SaveDraft(ConversationId conversation, String text, Optional<Long> quote)
      implements WritingCommand<Done> {

    /** Checks the fields. */
    public SaveDraft {
      Check.text("text", text);
      Check.pos("quote", quote);
    }
  }

  /**
   * Lists the sender's drafts, the last one saved first. What is kept for a conversation that they
   * no longer see is not among them, and is again if they come back. A draft is kept for 90 days.
   *
   * @param after the {@code next} of the page before, 1 to 512 chars
   * @param limit drafts of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("draft.list")
  record ListDrafts(Optional<String> after, Optional<Integer> limit)
      implements WritingCommand<MessageResult.Drafts> {

    /** Checks the fields. */
    public ListDrafts {
      after.ifPresent(it -> Check.cursor("after", it));
      Check.listPage(limit);
    }
  }

  /**
   * Lets the draft in a conversation go; it may have gone before.
   *
   * @param conversation which conversation
   */
  @JsonTypeName("draft.discard")
  record DiscardDraft(ConversationId conversation) implements WritingCommand<Done> {}

  /**
   * Has a message sent at a time, within some seconds. It is sent under the right that the sender
   * has then: if they may not send it, or somebody came since about whom the conversation's policy
   * {@code audience_guard} has them asked, it is kept for them as {@code held}. Fails with {@code
   * closed}, {@code locked}, or {@code limit_reached}: 100 wait or are held.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param text Markdown source, 1 to 16,384 bytes of UTF-8; may be empty with files
   * @param quote the position of the message it answers
   * @param audience whom the author wrote to: {@code audience} of the conversation as they saw it;
   *     as it is now if absent
   * @param files uploads of the author's for this conversation that are whole, 1 to 10; they are
   *     kept for it
   * @param at when, 10 seconds to 120 days ahead
   * @param newcomers true to have it sent too if somebody came since
   */
  @JsonTypeName("message.schedule")
  record Schedule(
      String clientId,
      ConversationId conversation,
      String text,
      Optional<Long> quote,
      Optional<String> audience,
      Optional<List<FileId>> files,
      Instant at,
      Optional<Boolean> newcomers)
      implements WritingCommand<MessageResult.Scheduled>, Mutation {

    /** A text to whom it is for now. */
    public Schedule(String clientId, ConversationId conversation, String text, Instant at) {
      this(
          clientId,
          conversation,
          text,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          at,
          Optional.empty());
    }

    /** Checks the fields. */
    public Schedule {
      Check.clientId(clientId);
      files = files.map(it -> Check.several("files", it, Limits.FILES_PER_MESSAGE_MAX));
      if (files.isEmpty() || !text.isEmpty()) {
        Check.text("text", text);
      }
      Check.pos("quote", quote);
      audience.ifPresent(it -> Check.cursor("audience", it));
      Check.instant("at", Optional.of(at));
    }
  }

  /**
   * Lists what the sender has scheduled, the next one first; what is held comes first of all. What
   * is for a conversation that they no longer see is not among them.
   *
   * @param after the {@code next} of the page before, 1 to 512 chars
   * @param limit messages of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("scheduled.list")
  record ListScheduled(Optional<String> after, Optional<Integer> limit)
      implements WritingCommand<MessageResult.ScheduledPage> {

    /** Checks the fields. */
    public ListScheduled {
      after.ifPresent(it -> Check.cursor("after", it));
      Check.listPage(limit);
    }
  }

  /**
   * Changes a scheduled message; what is absent stays. One that was held waits again.
   *
   * @param scheduled which
   * @param text Markdown source, 1 to 16,384 bytes of UTF-8
   * @param at when, 10 seconds to 120 days ahead; to be given if it was held
   * @param audience whom the author writes to, as they see it now; to be given, or {@code
   *     newcomers}, if it was held because somebody came
   * @param newcomers whether to send it too if somebody came since
   */
  @JsonTypeName("scheduled.change")
  record ChangeScheduled(
      ScheduledId scheduled,
      Optional<String> text,
      Optional<Instant> at,
      Optional<String> audience,
      Optional<Boolean> newcomers)
      implements WritingCommand<MessageResult.Scheduled> {

    /** Checks the fields. */
    public ChangeScheduled {
      text.ifPresent(it -> Check.text("text", it));
      Check.instant("at", at);
      audience.ifPresent(it -> Check.cursor("audience", it));
    }
  }

  /**
   * Lets a scheduled message go. Fails with {@code not_found} if it was sent.
   *
   * @param scheduled which
   */
  @JsonTypeName("scheduled.cancel")
  record CancelScheduled(ScheduledId scheduled) implements WritingCommand<Done> {}

  /**
   * Sends a scheduled message now. Fails as {@code message.send} does, and with {@code not_found}
   * if it was sent; then it stays as it is.
   *
   * @param scheduled which
   * @param audience whom the author writes to, as they see it now
   */
  @JsonTypeName("scheduled.send_now")
  record SendScheduled(ScheduledId scheduled, Optional<String> audience)
      implements WritingCommand<MessageResult.Sent> {

    /** Checks the fields. */
    public SendScheduled {
      audience.ifPresent(it -> Check.cursor("audience", it));
    }
  }

  /**
   * Passes a message on: sends it to another conversation as it is now, with {@code forwarded}.
   * What becomes of the original later changes nothing of the new message. Fails with {@code
   * not_found} if the sender does not see the message, or it was deleted; with {@code not_allowed}
   * if the policy {@code forward_to_externals} refuses it, and with {@code audience_changed} if by
   * that policy the sender is to say that they know who reads it; with {@code conflict} if the
   * message changed in this moment; with {@code too_large}, {@code closed}, {@code locked}, and
   * {@code limit_reached}, as {@code message.send} and {@code file.begin} do.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation where the message stands
   * @param pos the position of the message
   * @param to to which conversation
   * @param note what the sender says of it: Markdown source, 1 to 16,384 bytes of UTF-8; with the
   *     message at most 32,768. Who is mentioned here hears of it, and nobody whom the message
   *     mentions
   * @param audience whom the sender passes it on to, as in {@code message.send}
   * @param files false to leave its files out; otherwise they are copied, 64 MiB of them at most,
   *     and count as the sender's
   */
  @JsonTypeName("message.forward")
  record Forward(
      String clientId,
      ConversationId conversation,
      long pos,
      ConversationId to,
      Optional<String> note,
      Optional<String> audience,
      Optional<Boolean> files)
      implements WritingCommand<MessageResult.Sent>, Mutation {

    /** Checks the fields. */
    public Forward {
      Check.clientId(clientId);
      Check.pos("pos", pos);
      note.ifPresent(it -> Check.text("note", it));
      audience.ifPresent(it -> Check.cursor("audience", it));
    }
  }

  /**
   * Tells where the original of a message that was passed on stands, if the sender sees it there
   * now.
   *
   * @param conversation where the message was passed on to
   * @param pos its position
   */
  @JsonTypeName("message.source")
  record ShowSource(ConversationId conversation, long pos)
      implements WritingCommand<MessageResult.Source> {

    /** Checks the fields. */
    public ShowSource {
      Check.pos("pos", pos);
    }
  }

  /**
   * Lists the threads that came of a message, as far as the sender reads them, the newest first; at
   * most 100. Nothing tells of others.
   *
   * @param conversation which conversation
   * @param pos the position of the message
   */
  @JsonTypeName("message.threads")
  record ListThreads(ConversationId conversation, long pos)
      implements WritingCommand<MessageResult.Threads> {

    /** Checks the fields. */
    public ListThreads {
      Check.pos("pos", pos);
    }
  }
}
