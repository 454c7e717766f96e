package io.drawbridge.server.mail;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;

/** Sentences and times as one reader reads them. */
final class Wording {
  private static final String BUNDLE = "io.drawbridge.server.mail.letters";

  private final MailReader reader;
  private final ResourceBundle texts;

  Wording(MailReader reader) {
    this.reader = reader;
    this.texts =
        ResourceBundle.getBundle(
            BUNDLE,
            reader.language(),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  Locale language() {
    return reader.language();
  }

  /** A sentence with these values in it. */
  String text(String key, Object... values) {
    return new MessageFormat(texts.getString(key), reader.language()).format(values);
  }

  /** A day, a time, and the zone that it is in. */
  String time(Instant at) {
    return DateTimeFormatter.ofPattern(text("time"), reader.language())
        .format(at.atZone(reader.zone()));
  }
}
