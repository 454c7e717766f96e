package io.drawbridge.server.notify.setting;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.notify.NoticeView;
import io.drawbridge.protocol.result.InboxResult.Notices;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.message.PagePlace;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lists what the caller was told of, over all domains. Every notice is a part of its own. */
public final class ListNotices {
  private final Database database;
  private final Access access;
  private final NoticeListStore store = new NoticeListStore();

  public ListNotices(Database database, Access access) {
    this.database = database;
    this.access = access;
  }

  public CompletionStage<Answer<Notices>> handle(Caller caller, InboxCommand.ListNotices command) {
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    PagePlace after = command.after().map(PagePlace::parse).orElse(PagePlace.BEGIN);
    List<NoticeListStore.Row> rows =
        database.read(handle -> store.newest(handle, caller.account(), after, limit + 1));
    List<NoticeListStore.Row> shown = rows.subList(0, Math.min(limit, rows.size()));
    Optional<String> next =
        rows.size() > limit ? Optional.of(shown.getLast().at().text()) : Optional.empty();
    List<Part<NoticeView>> parts = new ArrayList<>(shown.size());
    for (NoticeListStore.Row row : shown) {
      part(row).ifPresent(parts::add);
    }
    return CompletableFuture.completedFuture(
        Answer.joined(Tag.OWN, parts, notices -> new Notices(notices, next)));
  }

  /** A notice as its reader sees it, and what the egress gate judges it by. */
  Optional<Part<NoticeView>> part(NoticeListStore.Row row) {
    return access
        .conversations()
        .facts(row.conversation())
        .map(facts -> new Part<>(row.tag(), view(row, facts)));
  }

  private NoticeView view(NoticeListStore.Row row, ConversationFacts facts) {
    return new NoticeView(
        row.conversation(),
        facts.name(),
        row.pos(),
        row.message(),
        row.reason(),
        access.people().card(facts, row.author()),
        row.preview(),
        row.created(),
        row.read(),
        row.heldUntil());
  }
}
