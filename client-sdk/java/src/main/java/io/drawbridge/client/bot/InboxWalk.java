package io.drawbridge.client.bot;

import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.result.InboxResult;
import java.util.Optional;

/**
 * The way through an inbox, page by page. What gets something new between two pages moves to the
 * front, past the walk: so it looks there again, as far as anything is newer than at the look
 * before, until one page has all of that. One walk is one listing; not thread-safe.
 */
final class InboxWalk {

  private Optional<String> after = Optional.empty();

  /** The newest head of the look before; everything is newer than none. */
  private long seen = -1;

  private long newest;
  private int pages;
  private boolean done;

  /** Returns whether everything was passed. */
  boolean done() {
    return done;
  }

  /** The cursor that the next page comes after. */
  Optional<String> after() {
    return after;
  }

  /** This page was passed. */
  void passed(InboxResult.Inbox page) {
    pages++;
    page.entries().forEach(entry -> newest = Math.max(newest, entry.head()));
    if (page.next().isPresent() && !seenBefore(page)) {
      after = page.next();
    } else if (pages == 1) {
      // One page is one moment: nothing has moved past it.
      done = true;
    } else {
      after = Optional.empty();
      seen = newest;
      pages = 0;
    }
  }

  /** From here on nothing has moved. An empty page, of which all was withheld, says nothing. */
  private boolean seenBefore(InboxResult.Inbox page) {
    return !page.entries().isEmpty()
        && page.entries().stream().mapToLong(InboxEntry::head).allMatch(head -> head <= seen);
  }
}
