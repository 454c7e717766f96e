package io.drawbridge.client.api;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.inbox.InboxShow;
import io.drawbridge.protocol.notify.NoticeLevel;
import io.drawbridge.protocol.notify.NoticeMail;
import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.InboxResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends commands about the inbox, markers and receipts. */
public final class Inbox {

  private final Commands commands;

  Inbox(Commands commands) {
    this.commands = commands;
  }

  /**
   * Lists a page of the inbox, the conversation with the newest event first.
   *
   * <p>A conversation that gets an event while the pages are read moves to the front, and may be on
   * none of them. Its {@link io.drawbridge.protocol.frame.Event.HeadMoved} arrives: who has to know
   * all conversations opens what it names and no page had, or lists again from the front as far as
   * heads are newer. A {@link io.drawbridge.client.bot.Bot} does both.
   */
  public CompletableFuture<InboxResult.Inbox> list(Optional<String> after) {
    return commands.call(new InboxCommand.ListInbox(after, Optional.empty()));
  }

  /** Lists a page of the important ones, the archived ones, or those whose reminder came. */
  public CompletableFuture<InboxResult.Inbox> list(InboxShow show, Optional<String> after) {
    return commands.call(new InboxCommand.ListInbox(after, Optional.empty(), Optional.of(show)));
  }

  /** Puts a conversation out of sight until something after a position comes, on all devices. */
  public CompletableFuture<Done> archive(ConversationId conversation, long pos) {
    return commands.call(new InboxCommand.ArchiveEntry(conversation, Optional.of(pos)));
  }

  /** Puts an archived conversation back. */
  public CompletableFuture<Done> unarchive(ConversationId conversation) {
    return commands.call(new InboxCommand.ArchiveEntry(conversation, Optional.empty()));
  }

  /** Has a conversation come to the front at a time; empty for no longer. */
  public CompletableFuture<Done> remind(ConversationId conversation, Optional<Instant> at) {
    return commands.call(new InboxCommand.RemindOfEntry(conversation, at));
  }

  /** Keeps a message among those one saved, or lets it go. */
  public CompletableFuture<Done> save(ConversationId conversation, long pos, boolean on) {
    return commands.call(new InboxCommand.SaveMessage(conversation, pos, on));
  }

  /** Lists a page of the messages one saved, the last one first. */
  public CompletableFuture<InboxResult.Saved> saved(Optional<String> after) {
    return commands.call(new InboxCommand.ListSaved(after, Optional.empty()));
  }

  /** Lists unread mentions, 1 to 200. */
  public CompletableFuture<InboxResult.Mentions> mentions(int limit) {
    return commands.call(new InboxCommand.ListMentions(Optional.of(limit)));
  }

  /** Marks a conversation as read up to a position, on all devices. */
  public CompletableFuture<Done> markRead(ConversationId conversation, long pos) {
    return commands.call(new InboxCommand.MarkRead(conversation, pos));
  }

  /** Tells the others that a device has everything up to a position. */
  public CompletableFuture<Done> markDelivered(ConversationId conversation, long pos) {
    return commands.call(new InboxCommand.MarkDelivered(conversation, pos));
  }

  /** Tells how far everybody in a conversation has got. */
  public CompletableFuture<InboxResult.Receipts> receipts(ConversationId conversation) {
    return commands.call(new InboxCommand.ListReceipts(conversation));
  }

  /** A page of what one is told of, the newest first. */
  public CompletableFuture<InboxResult.Notices> notices(Optional<String> after) {
    return commands.call(new InboxCommand.ListNotices(after, Optional.empty()));
  }

  /** What one wants to hear of. */
  public CompletableFuture<InboxResult.NotifySettings> wishes() {
    return commands.call(new InboxCommand.ShowNotify());
  }

  /** Says what one wants to hear of; what is absent is as the server does it. */
  public CompletableFuture<Done> wish(Optional<NoticeLevel> level, Optional<NoticeMail> mail) {
    return commands.call(new InboxCommand.SetNotify(level, mail));
  }

  /** Says when nothing should ring. */
  public CompletableFuture<Done> quiet(QuietHours quiet) {
    return commands.call(new InboxCommand.SetQuiet(quiet));
  }

  /** Names the words of which one wants to hear; none before stay. */
  public CompletableFuture<Done> keywords(List<String> keywords) {
    return commands.call(new InboxCommand.SetKeywords(keywords));
  }

  /** What one wants to hear of a conversation. */
  public CompletableFuture<InboxResult.ConversationNotify> wishesOf(ConversationId conversation) {
    return commands.call(new InboxCommand.ShowConversationNotify(conversation));
  }

  /** Says what one wants to hear of a conversation; what is absent is as everywhere else. */
  public CompletableFuture<Done> wishOf(
      ConversationId conversation,
      Optional<NoticeLevel> level,
      Optional<NoticeMail> mail,
      Optional<Instant> mutedUntil) {
    return commands.call(
        new InboxCommand.SetConversationNotify(conversation, level, mail, mutedUntil));
  }

  /** Follows a file of a message, or no longer. */
  public CompletableFuture<Done> followFile(
      ConversationId conversation, long pos, FileId file, boolean on) {
    return commands.call(new InboxCommand.FollowFile(conversation, pos, file, on));
  }
}
