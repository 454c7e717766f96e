package io.drawbridge.server.notify.mail;

import io.drawbridge.protocol.notify.NoticeCause;
import io.drawbridge.protocol.notify.NoticeMail;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.notify.notice.Notice;
import io.drawbridge.server.notify.notice.NoticeListener;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Plans the mails that tell of notices, in the transaction that writes these: of each conversation
 * one that leaves soon, or one of all in the morning. A notice joins the mail that waits already.
 * Nothing is made yet of what it will say.
 */
public final class NoticeMails implements NoticeListener {
  private final MailTimes times;
  private final Ids ids;
  private final NoticeMailStore store = new NoticeMailStore();

  public NoticeMails(MailTimes times, Ids ids) {
    this.times = times;
    this.ids = ids;
  }

  @Override
  public void written(Handle handle, List<Notice> notices) {
    List<Notice> mailed = notices.stream().filter(it -> mailed(it.reason())).toList();
    if (mailed.isEmpty()) {
      return;
    }
    Map<NoticeMailStore.Place, Instant> due = new TreeMap<>(Comparator.naturalOrder());
    Map<NoticeMailStore.Of, NoticeMailStore.Place> placed = new TreeMap<>();
    for (NoticeMailStore.Wish wish : store.wishes(handle, mailed)) {
      place(wish)
          .ifPresent(place ->
              times
                  .due(wish.mail(), at(mailed), wish.zone(), wish.quiet())
                  .ifPresent(at -> {
                    due.merge(place, at, (one, other) -> one.isBefore(other) ? one : other);
                    placed.put(wish.of(), place);
                  }));
    }
    if (due.isEmpty()) {
      return;
    }
    Map<NoticeMailStore.Place, Long> mails = store.join(handle, due, ids::next);
    store.tell(
        handle,
        mailed.stream()
            .filter(it -> placed.containsKey(NoticeMailStore.Of.of(it)))
            .map(it ->
                new NoticeMailStore.Line(
                    it,
                    Optional.ofNullable(mails.get(placed.get(NoticeMailStore.Of.of(it))))
                        .orElseThrow()))
            .toList());
  }

  /** Whether mails tell of it; the others are shown, and pushed, but not mailed. */
  private static boolean mailed(NoticeCause reason) {
    return switch (reason) {
      case MENTION, FILE_SHARED, DM, FILE_VERSION -> true;
      case KEYWORD, THREAD, MESSAGE, ADDED, EXPORTED -> false;
    };
  }

  private static Instant at(List<Notice> notices) {
    return notices.getFirst().at();
  }

  private static Optional<NoticeMailStore.Place> place(NoticeMailStore.Wish wish) {
    long account = wish.of().account();
    return switch (wish.mail()) {
      case OFF -> Optional.empty();
      case IMMEDIATE ->
          Optional.of(
              new NoticeMailStore.Place(account, wish.of().conversation(), NoticeMail.IMMEDIATE));
      case DAILY, WEEKLY ->
          Optional.of(new NoticeMailStore.Place(account, NoticeMailStore.ALL, wish.mail()));
    };
  }
}
