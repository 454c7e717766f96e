package io.drawbridge.server.preview;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.SightRules;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.preview.WantedStore.Wanted;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes that a message wants previews, after its commit and off its way: what is lost here is a
 * preview. How many links are read an hour is counted for its author and for the workspace.
 */
final class WantPreviews {
  static final int LINKS_PER_ACCOUNT_AND_HOUR_MAX = 100;
  static final int LINKS_PER_WORKSPACE_AND_HOUR_MAX = 3_000;

  private static final Logger LOG = LoggerFactory.getLogger(WantPreviews.class);

  private final Database database;
  private final AccessGate gate;
  private final Links links;
  private final Executor threads;
  private final WantedStore store = new WantedStore();

  WantPreviews(Database database, AccessGate gate, Links links, Executor threads) {
    this.database = database;
    this.gate = gate;
    this.links = links;
    this.threads = threads;
  }

  /** The links of a text of which previews are made there. */
  List<String> links(ConversationFacts where, String text) {
    return SightRules.previews(where) ? links.in(text) : List.of();
  }

  /** Returns at once. */
  void of(ConversationFacts where, AccountId author, long pos, List<String> urls) {
    threads.execute(() -> {
      try {
        note(where, author, pos, urls);
      } catch (RuntimeException e) {
        LOG.atWarn().setCause(e).log("no previews for a message in {}", where.id());
      }
    });
  }

  private void note(ConversationFacts where, AccountId author, long pos, List<String> urls) {
    if (!SightRules.previewsOutside(where) && gate.external(where, author)) {
      return;
    }
    ConversationId conversation = where.id();
    database.write(handle -> {
      boolean enough =
          store.spend(handle, author.value(), urls.size()) > LINKS_PER_ACCOUNT_AND_HOUR_MAX
              || store.spend(handle, where.domain().value(), urls.size())
                  > LINKS_PER_WORKSPACE_AND_HOUR_MAX;
      if (!enough) {
        store.want(handle, where.domain(), new Wanted(conversation, pos, author, urls));
      }
      return !enough;
    });
  }
}
