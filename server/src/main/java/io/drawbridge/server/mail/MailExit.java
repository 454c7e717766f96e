package io.drawbridge.server.mail;

import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.exit.Due;
import io.drawbridge.server.exit.Exit;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.mail.BounceReferences.Reference;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.mail.smtp.Mailer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Mail as an exit: each kind's source says what stands in the letter, unless its addressee wants no
 * more of the kind. Thread-safe.
 */
@LetsOut(Surface.MAIL)
public final class MailExit implements Exit<Letter> {
  public static final String NAME = "mail";

  /** Four answers of a slow mail server, and then some; a removal may wait for so long. */
  private static final Duration SEND_MAX = Duration.ofMinutes(3);

  /** After the last of these attempts a mail is about 30 hours old. */
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofHours(8),
          Duration.ofHours(16));

  private final Mailer mailer;
  private final MailStops stops;
  private final MailReaders readers;
  private final BounceReferences references;
  private final Map<MailKind, LetterSource> sources;

  public MailExit(
      Mailer mailer,
      MailStops stops,
      MailReaders readers,
      BounceReferences references,
      Map<MailKind, LetterSource> sources) {
    this.mailer = mailer;
    this.stops = stops;
    this.readers = readers;
    this.references = references;
    this.sources = Map.copyOf(sources);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Letter> compose(Handle snapshot, Due row) {
    DueMail mail = mail(snapshot, row);
    if (stops.stopped(snapshot, mail)) {
      return Optional.empty();
    }
    Optional<Letter> letter = source(mail.kind()).compose(snapshot, mail);
    return mail.subject()
        .map(subject -> references.text(new Reference(mail.kind(), subject)))
        .map(reference -> letter.map(it -> it.knownBy(reference)))
        .orElse(letter);
  }

  @Override
  public boolean stands(Handle snapshot, Due row) {
    DueMail mail = mail(snapshot, row);
    return !stops.stopped(snapshot, mail) && source(mail.kind()).stands(snapshot, mail);
  }

  private DueMail mail(Handle snapshot, Due row) {
    return DueMail.of(row, readers.of(snapshot, new EmailAddress(row.recipient())));
  }

  @Override
  public Carrier<Letter> open() throws Carrier.Trouble {
    return mailer.open();
  }

  @Override
  public void undeliverable(Due row) {
    source(MailKind.of(row.kind())).undeliverable(row.subject());
  }

  /** A mail that had left came back. May block. */
  public void returned(Reference mail) {
    source(mail.kind()).undeliverable(Optional.of(mail.subject()));
  }

  @Override
  public Duration sendMax() {
    return SEND_MAX;
  }

  @Override
  public List<Duration> waits() {
    return WAITS;
  }

  private LetterSource source(MailKind kind) {
    return Optional.ofNullable(sources.get(kind))
        .orElseThrow(() -> new IllegalStateException("nobody makes mails of kind " + kind));
  }
}
