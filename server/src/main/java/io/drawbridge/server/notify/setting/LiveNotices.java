package io.drawbridge.server.notify.setting;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.message.PagePlace;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.Sessions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells the connected devices of this node of new notices. It reads the rows that any node wrote,
 * so that no node has to be told by another; what it sends is read above the person's floor and
 * carries the tag by which the egress gate judges it as it leaves. One thread at a time.
 */
public final class LiveNotices implements Runnable {
  /** Rows are found this long after they were decided: transactions commit later than they say. */
  private static final Duration WITHIN = Duration.ofSeconds(10);

  /** New notices of all people of this node that are looked at; the newest come first. */
  private static final int FRESH_MAX = 5_000;

  /** Notices of one person that are looked through; older ones stand in their list. */
  private static final int PERSON_MAX = 20;

  private final Database database;
  private final Sessions sessions;
  private final Notices signals;
  private final ListNotices list;
  private final FreshNoticeStore fresh = new FreshNoticeStore();
  private final NoticeListStore notices = new NoticeListStore();
  private final Metrics metrics;
  private Set<FreshNoticeStore.Key> known = Set.of();

  /** {@code list} knows how a notice looks to its reader. */
  public LiveNotices(
      Database database, Sessions sessions, Notices signals, ListNotices list, Metrics metrics) {
    this.database = database;
    this.metrics = metrics;
    this.sessions = sessions;
    this.signals = signals;
    this.list = list;
  }

  /** Tells of what is new since the last time. Blocks. */
  @Override
  public void run() {
    Set<AccountId> here =
        sessions.all().stream()
            .map(session -> session.caller().account())
            .collect(Collectors.toSet());
    if (here.isEmpty()) {
      known = Set.of();
      return;
    }
    List<FreshNoticeStore.Key> found =
        database.query(handle -> fresh.fresh(handle, here, WITHIN, FRESH_MAX));
    Map<AccountId, List<FreshNoticeStore.Key>> unknown =
        found.stream()
            .filter(key -> !known.contains(key))
            .collect(Collectors.groupingBy(FreshNoticeStore.Key::account));
    known = Set.copyOf(found);
    unknown.forEach((account, keys) -> tell(account, new HashSet<>(keys)));
  }

  private void tell(AccountId account, Set<FreshNoticeStore.Key> keys) {
    List<NoticeListStore.Row> rows =
        database.read(handle -> notices.newest(handle, account, PagePlace.BEGIN, PERSON_MAX));
    List<Session> to = sessions.of(account);
    for (NoticeListStore.Row row : rows) {
      if (!row.read()
          && keys.contains(new FreshNoticeStore.Key(account, row.conversation(), row.pos()))) {
        list.part(row)
            .ifPresent(part -> {
              signals.send(to, part.tag(), new Event.NoticeTold(part.value()));
              metrics.noticesTold(1);
            });
      }
    }
  }
}
