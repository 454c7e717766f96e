package io.drawbridge.server.writing.draft;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.result.MessageResult.Drafts;
import io.drawbridge.protocol.writing.DraftView;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.message.PagePlace;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import io.drawbridge.server.writing.ListPage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lists the caller's drafts over all domains. Every draft is a part of its own. */
final class ListDrafts {
  private final DraftStore store;

  ListDrafts(DraftStore store) {
    this.store = store;
  }

  CompletionStage<Answer<Drafts>> handle(Caller caller, WritingCommand.ListDrafts command) {
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    PagePlace after = command.after().map(PagePlace::parse).orElse(PagePlace.BEGIN);
    ListPage<DraftRow> page =
        ListPage.cut(
            store.page(caller.account(), after, limit + 1),
            limit,
            DraftRow::weight,
            DraftRow::place);
    List<Part<DraftView>> parts =
        page.rows().stream()
            .flatMap(row -> row.draft().stream().map(draft -> new Part<>(row.tag(), draft)))
            .toList();
    return CompletableFuture.completedFuture(
        Answer.joined(Tag.OWN, parts, drafts -> new Drafts(drafts, page.next())));
  }
}
