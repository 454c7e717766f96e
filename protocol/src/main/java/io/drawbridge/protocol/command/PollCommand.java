package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Commands about polls. A poll belongs to a message, whose text is its question: who sees the
 * message sees the poll, and it goes with the message.
 *
 * @param <R> what the command answers
 */
public sealed interface PollCommand<R extends Result> extends Command<R> {

  /**
   * Sends a message that asks. Fails as {@code message.send} does.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param question Markdown source, 1 to 16,384 bytes of UTF-8
   * @param options 2 to 20 different ones, each a line of 1 to 200 chars
   * @param multiple one may choose several; one if absent
   * @param anonymous nobody is ever told who chose what; named if absent
   * @param endsAt when it ends by itself, within a year
   * @param audience whom the author wrote to, see {@code message.send}
   */
  @JsonTypeName("poll.create")
  record Create(
      String clientId,
      ConversationId conversation,
      String question,
      List<String> options,
      Optional<Boolean> multiple,
      Optional<Boolean> anonymous,
      Optional<Instant> endsAt,
      Optional<String> audience)
      implements PollCommand<MessageResult.Sent>, Mutation {

    /** Checks the fields. */
    public Create {
      Check.clientId(clientId);
      Check.text("question", question);
      options =
          Check.list("options", options, Limits.POLL_OPTIONS_MAX).stream()
              .map(option -> Check.visibleLine("options", option, Limits.POLL_OPTION_CHARS_MAX))
              .toList();
      Check.instant("endsAt", endsAt);
      audience.ifPresent(it -> Check.cursor("audience", it));
    }
  }

  /**
   * Chooses, in place of what the sender chose before; nothing takes their vote back. Sending it
   * again changes nothing. Who may post there may vote. Fails with {@code closed} or {@code locked}
   * as posting does, and with {@code conflict} if the poll has ended.
   *
   * @param conversation which conversation
   * @param pos the position of the message
   * @param choices the places of the options, from 0; at most one unless it is {@code multiple}
   */
  @JsonTypeName("poll.vote")
  record Vote(ConversationId conversation, long pos, List<Integer> choices)
      implements PollCommand<MessageResult.Poll> {

    /** Checks the fields. */
    public Vote {
      Check.pos("pos", pos);
      choices = Check.list("choices", choices, Limits.POLL_OPTIONS_MAX);
      choices.forEach(choice -> Check.range("choices", choice, 0, Limits.POLL_OPTIONS_MAX - 1L));
    }
  }

  /**
   * Closes a poll for good: the sender's own, or any for those who manage the conversation. Fails
   * with {@code closed}, or {@code not_allowed}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param pos the position of the message
   */
  @JsonTypeName("poll.close")
  record Close(String clientId, ConversationId conversation, long pos)
      implements PollCommand<MessageResult.Changed>, Mutation {

    /** Checks the fields. */
    public Close {
      Check.clientId(clientId);
      Check.pos("pos", pos);
    }
  }

  /**
   * Shows how a poll stands, what the sender chose and, if it is named, who chose what.
   *
   * @param conversation which conversation
   * @param pos the position of the message
   * @param after the {@code next} of the page before, 1 to 512 chars
   * @param limit voters of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("poll.get")
  record Show(
      ConversationId conversation, long pos, Optional<String> after, Optional<Integer> limit)
      implements PollCommand<MessageResult.Poll> {

    /** Checks the fields. */
    public Show {
      Check.pos("pos", pos);
      after.ifPresent(it -> Check.cursor("after", it));
      Check.listPage(limit);
    }
  }
}
