package io.drawbridge.server.invite.mail;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.mail.DueMail;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.MailOutbox;
import io.drawbridge.server.mail.Slot;
import io.drawbridge.server.mail.letter.Letter;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells an external by mail that somebody added them by name (GLUE-16, D19). The mail carries no
 * secret and no content: it says who, where, and what the adder wrote. It is a door like a socket:
 * whether the addition still stands is asked just before it leaves, and a change that takes access
 * away is answered only when no such mail is on its way. Thread-safe.
 */
@LetsOut(Surface.MAIL_ADDED)
public final class Additions implements LetterSource {
  private static final Logger LOG = LoggerFactory.getLogger(Additions.class);
  private static final String NO_TOKEN = "";

  private final MailOutbox outbox;
  private final MailQuota quota;
  private final Letters letters;
  private final AdditionStore store = new AdditionStore();

  public Additions(MailOutbox outbox, MailQuota quota, Letters letters) {
    this.outbox = outbox;
    this.quota = quota;
    this.letters = letters;
  }

  /** Puts the mail into the outbox, unless a quota of such mails is used up. */
  public void tell(
      ChangeTransaction tx, ConversationId conversation, AccountId person, Optional<String> note) {
    Handle handle = tx.at().handle();
    store
        .added(handle, conversation, person)
        .ifPresent(added -> {
          MailQuota.Asked asked =
              new MailQuota.Asked(
                  added.adder(), tx.at().domain(), Optional.of(conversation), added.email());
          quota.takeForAddition(handle, asked).ifPresent(slot -> put(tx, added, note, slot));
        });
  }

  private void put(
      ChangeTransaction tx, AdditionStore.Added added, Optional<String> note, Slot slot) {
    Handle handle = tx.at().handle();
    long mail =
        outbox.add(
            handle, MailKind.ADDED, added.email(), Optional.of(added.link()), NO_TOKEN, slot);
    note.filter(text -> !text.isBlank()).ifPresent(text -> store.insertNote(handle, mail, text));
    tx.afterwards(outbox::wake);
  }

  @Override
  public Optional<Letter> compose(Handle snapshot, DueMail mail) {
    return about(snapshot, mail)
        .map(about ->
            letters.added(
                mail,
                new Letters.Added(
                    about.adder(), Letters.Sort.of(about.kind()), about.title(), about.note())));
  }

  private Optional<AdditionStore.About> about(Handle snapshot, DueMail mail) {
    return mail.subject().flatMap(link -> store.about(snapshot, link, mail.to(), mail.id()));
  }

  /** Writes only a line into the log: the person has an account and sees the conversation there. */
  @Override
  public void undeliverable(Optional<Long> subject) {
    LOG.atInfo()
        .addKeyValue("subject", subject.orElse(0L))
        .log("an addition could not be told by mail");
  }
}
