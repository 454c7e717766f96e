package io.drawbridge.server.notify.mail;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.mail.DueMail;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.mail.letter.NoticeLines;
import io.drawbridge.server.notify.notice.NamedTextStore;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the mails about notices (HCL-30 to 34) of what is true when they leave: each line under the
 * right of that moment, the text of a message only for whom the rules let it be mailed. A removal
 * that takes a line away is answered only when no such mail is on its way. Thread-safe.
 */
@LetsOut(Surface.MAIL_NOTICES)
public final class NoticeLetters implements LetterSource {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeLetters.class);

  private final AccessGate gate;
  private final Letters letters;
  private final TellingStore store = new TellingStore();
  private final NamedTextStore texts = new NamedTextStore();

  public NoticeLetters(AccessGate gate, Letters letters) {
    this.gate = gate;
    this.letters = letters;
  }

  @Override
  public Optional<Letter> compose(Handle snapshot, DueMail mail) {
    List<TellingStore.Telling> tellings =
        mail.subject().map(id -> store.tellings(snapshot, id, mail.to())).orElse(List.of());
    if (tellings.isEmpty()) {
      return Optional.empty();
    }
    Set<ConversationId> told = withText(snapshot, tellings);
    return Optional.of(
        letters.notices(
            mail,
            new NoticeLines(
                tellings.stream()
                    .map(it -> line(snapshot, it, told.contains(it.conversation())))
                    .toList())));
  }

  /** The conversations whose texts may be mailed to the person. */
  private Set<ConversationId> withText(Handle snapshot, List<TellingStore.Telling> tellings) {
    List<AccessGate.Asked> asked =
        tellings.stream()
            .map(it -> new AccessGate.Asked(it.account(), it.conversation(), Action.Read.MAIL_TEXT))
            .distinct()
            .toList();
    List<Decision> may = gate.decideAll(snapshot, asked);
    Set<ConversationId> told = new HashSet<>();
    for (int i = 0; i < asked.size(); i++) {
      if (may.get(i).equals(Decision.ALLOWED)) {
        told.add(asked.get(i).conversation());
      }
    }
    return told;
  }

  private NoticeLines.Line line(Handle snapshot, TellingStore.Telling it, boolean told) {
    return new NoticeLines.Line(
        switch (it.reason()) {
          case MENTION -> NoticeLines.What.MENTION;
          case FILE_SHARED -> NoticeLines.What.FILE_SHARED;
          case FILE_VERSION -> NoticeLines.What.FILE_VERSION;
          case DM, KEYWORD, THREAD, MESSAGE, ADDED, EXPORTED -> NoticeLines.What.MESSAGE;
        },
        it.author(),
        it.title(),
        told
            ? Optional.of(texts.named(snapshot, it.account(), it.conversation(), it.text()))
            : Optional.empty(),
        it.at());
  }

  @Override
  public boolean stands(Handle snapshot, DueMail mail) {
    return mail.subject().map(id -> store.seesAll(snapshot, id)).orElse(false);
  }

  /** Writes only a line into the log: the person finds all of it where they read. */
  @Override
  public void undeliverable(Optional<Long> subject) {
    LOG.atInfo()
        .addKeyValue("subject", subject.orElse(0L))
        .log("notices could not be told by mail");
  }
}
