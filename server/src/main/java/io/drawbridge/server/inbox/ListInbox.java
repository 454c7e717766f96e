package io.drawbridge.server.inbox;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.inbox.InboxShow;
import io.drawbridge.protocol.result.InboxResult.Inbox;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.delivery.change.ConversationViews.Rendered;
import io.drawbridge.server.message.PagePlace;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lists the caller's conversations over all domains, the newest first. Every entry is a part of its
 * own.
 */
final class ListInbox {
  private final InboxStore store;

  ListInbox(InboxStore store) {
    this.store = store;
  }

  CompletionStage<Answer<Inbox>> handle(Caller caller, InboxCommand.ListInbox command) {
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    PagePlace after = command.after().map(PagePlace::parse).orElse(PagePlace.BEGIN);
    InboxShow show = command.show().orElse(InboxShow.ACTIVE);
    InboxStore.Listed page = store.page(caller.account(), show, after, limit + 1);
    List<InboxRow> shown = page.rows().subList(0, Math.min(limit, page.rows().size()));
    Optional<String> next =
        page.rows().size() > limit ? Optional.of(shown.getLast().place().text()) : Optional.empty();
    List<Part<InboxEntry>> parts = new ArrayList<>(shown.size());
    for (InboxRow row : shown) {
      Rendered view = page.views().get(row.conversation());
      if (view != null) {
        parts.add(new Part<>(row.tag(), entry(row, view)));
      }
    }
    return CompletableFuture.completedFuture(
        Answer.joined(Tag.OWN, parts, entries -> new Inbox(entries, next)));
  }

  private static InboxEntry entry(InboxRow row, Rendered view) {
    return new InboxEntry(
        view.view(),
        row.preview(),
        row.head(),
        row.unread() > 0,
        row.unread(),
        row.mentions(),
        row.readPos(),
        row.followed(),
        row.important(),
        row.archived(),
        row.remindAt(),
        row.reminded());
  }
}
