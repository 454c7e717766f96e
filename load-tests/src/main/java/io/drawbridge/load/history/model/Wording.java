package io.drawbridge.load.history.model;

import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.conversation.Reaction;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Frames and messages as lines of text, so that what came and what was to come can be compared and
 * read. Positions are left out where nobody was told one before.
 */
public final class Wording {
  private Wording() {}

  public static String of(LogEvent event) {
    return switch (event) {
      case LogEvent.MessagePosted(_, long pos, Message message) ->
          posted(
              pos,
              message.author().id(),
              message.author().external(),
              message.text(),
              message.editedAt().isPresent(),
              message.quote());
      case LogEvent.MessageEdited edited -> edited(edited.pos(), edited.target(), edited.text());
      case LogEvent.MessageDeleted deleted -> deleted(deleted.pos(), deleted.target());
      case LogEvent.MessageReacted reacted ->
          reacted(reacted.pos(), reacted.target(), reacted.person(), reacted.emoji(), reacted.on());
      case LogEvent.MessageFiles changed ->
          "files of %d: %s".formatted(changed.target(), changed.files());
      case LogEvent.MessagePinned pinned -> pinned(pinned.pos(), pinned.target(), pinned.on());
      case LogEvent.MessagePreviews shown ->
          "previews of %d: %s".formatted(shown.target(), shown.previews());
      case LogEvent.PollClosed closed -> "poll %d closed".formatted(closed.target());
      case LogEvent.ConversationChanged _ -> changed();
      case LogEvent.MemberJoined joined -> joined(joined.person().id(), joined.person().external());
      case LogEvent.MemberLeft left -> left(left.person());
      case LogEvent.MemberPromoted promoted -> "in charge: " + promoted.person();
    };
  }

  /** A message as history shows it. */
  public static String of(Message message) {
    return message(
        posted(
            message.pos(),
            message.author().id(),
            message.author().external(),
            message.text(),
            message.editedAt().isPresent(),
            message.quote()),
        message.pinned(),
        message.reactions());
  }

  static String message(String posted, boolean pinned, List<Reaction> reactions) {
    return posted
        + (pinned ? " pinned" : "")
        + reactions.stream()
            .map(reaction -> " " + reaction.emoji() + " by " + reaction.people())
            .collect(Collectors.joining());
  }

  static String posted(
      long pos,
      AccountId author,
      boolean external,
      Optional<String> text,
      boolean edited,
      Optional<Long> quote) {
    return "%d by %s: %s%s%s"
        .formatted(
            pos,
            author + (external ? " (external)" : ""),
            text.orElse("(deleted)"),
            edited ? " (edited)" : "",
            quote.map(target -> " quotes " + target).orElse(""));
  }

  static String edited(long pos, long target, String text) {
    return "%d edits %d: %s".formatted(pos, target, text);
  }

  static String deleted(long pos, long target) {
    return "%d deletes %d".formatted(pos, target);
  }

  static String reacted(long pos, long target, AccountId person, String emoji, boolean on) {
    return "%d %s %s by %s on %d".formatted(pos, on ? "puts" : "takes", emoji, person, target);
  }

  static String pinned(long pos, long target, boolean on) {
    return "%d %s %d".formatted(pos, on ? "pins" : "unpins", target);
  }

  public static String changed() {
    return "conversation changed";
  }

  public static String joined(AccountId person, boolean external) {
    return "joined: " + person + (external ? " (external)" : "");
  }

  public static String left(AccountId person) {
    return "left: " + person;
  }
}
