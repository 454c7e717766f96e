package io.drawbridge.server.inbox;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.result.InboxResult.Saved;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.inbox.SavedStore.SavedRow;
import io.drawbridge.server.message.MessageRow;
import io.drawbridge.server.message.Messages;
import io.drawbridge.server.message.PagePlace;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lists the messages that the caller saved, over all domains. Every message is a part of its own.
 */
final class ListSaved {
  private final SavedStore store;
  private final ShownMessages shown;

  ListSaved(SavedStore store, ShownMessages shown) {
    this.store = store;
    this.shown = shown;
  }

  CompletionStage<Answer<Saved>> handle(Caller caller, InboxCommand.ListSaved command) {
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    PagePlace after = command.after().map(PagePlace::parse).orElse(PagePlace.BEGIN);
    List<SavedRow> found = store.page(caller.account(), after, limit + 1);
    List<MessageRow> rows =
        found.subList(0, Math.min(limit, found.size())).stream().map(SavedRow::message).toList();
    int fitting = Messages.fitting(rows).size();
    Optional<String> next =
        found.size() > fitting
            ? Optional.of(found.get(fitting - 1).place().text())
            : Optional.empty();
    return CompletableFuture.completedFuture(
        Answer.joined(
            Tag.OWN, shown.parts(rows.subList(0, fitting)), kept -> new Saved(kept, next)));
  }
}
