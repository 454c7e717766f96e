package io.drawbridge.server.feature;

import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.exit.Sending;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.notify.notice.NoticeListener;
import io.drawbridge.server.session.SessionListener;
import java.util.List;
import java.util.Map;

/**
 * The offer that a feature package makes to the server. Each package has one; the assembly makes
 * them all, in any order that their arguments allow, and folds what they offer. What a feature
 * offers is the same at every call.
 */
public interface Feature extends AutoCloseable {
  /** Registers who carries out its commands. */
  void register(Commands commands);

  /** Says what the one-time links of its kinds do. */
  default Map<LinkKind, LinkUse> links() {
    return Map.of();
  }

  /** Says who writes the mails of its kinds. */
  default Map<MailKind, LetterSource> letters() {
    return Map.of();
  }

  /** Says who hears of every session that comes and goes. */
  default List<SessionListener> listeners() {
    return List.of();
  }

  /** Says who hears of what messages mean for people, as that is written. */
  default List<NoticeListener> noticeListeners() {
    return List.of();
  }

  /** Says what leaves by rows of an outbox. */
  default List<Sending<?>> sendings() {
    return List.of();
  }

  /** Says what is done again and again while the server runs. */
  default List<PeriodicTask> tasks() {
    return List.of();
  }

  /** Finishes what waits and takes nothing more. Called once, while the lanes still run. */
  @Override
  default void close() {
    // most features hold nothing of their own
  }
}
