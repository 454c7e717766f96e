package io.drawbridge.server.mail.letter;

import java.util.List;
import java.util.Optional;

/**
 * The content of a letter in any form.
 *
 * @param language of the sentences, as HTML names it
 * @param subject one line, which says no more than it must: it is shown on locked screens
 * @param heading what it is about, in one sentence
 * @param quotes what people wrote
 * @param action what the link does
 * @param otherwise says that the address below it is the same as the link
 * @param footer smaller lines at the end
 * @param stop the link that stops more mails of this kind, if there can be more
 */
public record LetterContent(
    String language,
    String subject,
    String heading,
    List<String> paragraphs,
    List<Quote> quotes,
    String action,
    String link,
    String otherwise,
    List<String> footer,
    Optional<Stop> stop) {
  /** A link, and what it does. */
  public record Stop(String action, String link) {}

  /** Words of a person, and whose they are. */
  public record Quote(String attribution, List<String> lines) {
    /** Whether there are words: of some no more is told than whose they are. */
    public boolean said() {
      return !lines.isEmpty();
    }
  }
}
