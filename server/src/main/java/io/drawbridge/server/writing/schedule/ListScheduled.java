package io.drawbridge.server.writing.schedule;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.result.MessageResult.ScheduledPage;
import io.drawbridge.protocol.writing.ScheduledView;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.message.PagePlace;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import io.drawbridge.server.writing.ListPage;
import io.drawbridge.server.writing.schedule.ScheduledStore.Placed;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lists what the caller has scheduled, over all domains. Each is a part of its own. */
final class ListScheduled {
  private final Database database;
  private final ScheduledStore store;

  ListScheduled(Database database, ScheduledStore store) {
    this.database = database;
    this.store = store;
  }

  CompletionStage<Answer<ScheduledPage>> handle(
      Caller caller, WritingCommand.ListScheduled command) {
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    PagePlace after = command.after().map(PagePlace::parse).orElse(PagePlace.BEGIN);
    List<Placed> found =
        database.read(handle -> store.page(handle, caller.account(), after, limit + 1));
    ListPage<Placed> page =
        ListPage.cut(found, limit, placed -> placed.row().weight(), Placed::place);
    List<Part<ScheduledView>> parts =
        page.rows().stream()
            .map(placed -> new Part<>(placed.row().tag(), placed.row().view()))
            .toList();
    return CompletableFuture.completedFuture(
        Answer.joined(Tag.OWN, parts, views -> new ScheduledPage(views, page.next())));
  }
}
