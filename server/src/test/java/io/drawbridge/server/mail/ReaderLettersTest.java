package io.drawbridge.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each letter in the language and the time zone of its reader (GLUE-16, G-6, G-10). */
class ReaderLettersTest {
  /** In the summer, and late: it is another day and hour in each of the zones. */
  private static final Instant AT = Instant.parse("2026-07-31T22:30:00Z");

  private static final Optional<String> PLANS = Optional.of("Plans");
  private static final Letters.Ending ENDING = new Letters.Ending(Letters.Sort.GROUP, PLANS, AT);
  private static final Letters.Answering ANSWERING = new Letters.Answering(2, "Northwind", AT);

  private static final Letters LETTERS =
      new Letters(
          new MailedLinks("https://chat.example"),
          new MailStops(new StopTokens(new byte[32], new SecureRandom())));

  private static DueMail to(Locale language, String zone) {
    return new DueMail(
        1,
        MailKind.ADDED,
        EmailAddress.of("a@b.example"),
        Optional.of(7L),
        "token",
        1,
        Optional.empty(),
        new MailReader(language, ZoneId.of(zone)));
  }

  /** A letter of each sort. */
  private static List<Letter> letters(DueMail mail) {
    return List.of(
        LETTERS.signIn(mail),
        LETTERS.invitation(
            mail,
            new Letters.Invited(
                "Ann", Letters.Sort.GROUP, PLANS, Optional.empty(), AT, Optional.empty())),
        LETTERS.added(
            mail, new Letters.Added("Ann", Letters.Sort.GROUP, PLANS, Optional.of("Hello"))),
        LETTERS.ending(mail, ENDING),
        LETTERS.endingOf(mail, "Eve", ENDING),
        LETTERS.confirming(mail, ANSWERING),
        LETTERS.orphaned(mail, ANSWERING),
        LETTERS.awaiting(mail, new Letters.Awaiting(3, "Northwind")),
        LETTERS.outcome(mail, new Letters.Outcomes(1, 0, 2, "Northwind")),
        LETTERS.credentialChanged(mail, CredentialChange.PASSWORD_SET, Optional.empty(), AT));
  }

  static Stream<Arguments> readers() {
    return Stream.of(
        Arguments.of(
            to(Locale.ENGLISH, "America/New_York"),
            List.of(
                "The link works once, for 15 minutes.",
                "The link works once, until 31 July 2026, 18:30 EDT.",
                "Ann added you to the group “Plans”.",
                "Your access to the group “Plans” ends on 31 July 2026, 18:30 EDT.",
                "The access of Eve to the group “Plans” ends on 31 July 2026, 18:30 EDT.",
                "2 accesses to conversations of “Northwind” must be confirmed, the first by 31 July"
                    + " 2026, 18:30 EDT.",
                "The first ends on 31 July 2026, 18:30 EDT.",
                "3 people from outside wait to be let into conversations of “Northwind”.",
                "One was approved. The mails of 2 came back: their addresses take none.",
                "A password was set for your account: 31 July 2026, 18:30 EDT."),
            "This mail comes from the chat server"),
        Arguments.of(
            to(Locale.GERMAN, "Europe/Berlin"),
            List.of(
                "Der Link gilt einmal, 15 Minuten lang.",
                "Der Link gilt einmal, bis zum 1. August 2026, 00:30 Uhr (MESZ).",
                "Ann hat Sie in die Gruppe „Plans“ aufgenommen.",
                "Ihr Zugang zu der Gruppe „Plans“ endet am 1. August 2026, 00:30 Uhr (MESZ).",
                "Der Zugang von Eve zu der Gruppe „Plans“ endet am 1. August 2026, 00:30 Uhr"
                    + " (MESZ).",
                "2 Zugänge zu Gesprächen von „Northwind“, der erste bis zum 1. August 2026, 00:30"
                    + " Uhr (MESZ).",
                "Der erste endet am 1. August 2026, 00:30 Uhr (MESZ).",
                "3 Personen von außen warten darauf, in Gespräche von „Northwind“ zu kommen.",
                "Eine wurde genehmigt. Die Mails zu 2 kamen zurück: Die Adressen nehmen keine an.",
                "Für Ihr Konto wurde ein Passwort gesetzt: 1. August 2026, 00:30 Uhr (MESZ)."),
            "Diese Mail kommt vom Chatserver"));
  }

  @ParameterizedTest
  @MethodSource("readers")
  void everyLetterIsInTheLanguageAndZoneOfItsReader(
      DueMail mail, List<String> sentences, String everywhere) {
    List<Letter> letters = letters(mail);
    assertThat(letters).hasSameSizeAs(sentences);
    for (int i = 0; i < letters.size(); i++) {
      Letter letter = letters.get(i);
      assertThat(letter.text()).contains(sentences.get(i), everywhere).doesNotContain("{", "UTC");
      assertThat(letter.html())
          .contains(sentences.get(i), everywhere)
          .contains("lang=\"" + mail.reader().language().getLanguage() + "\"");
    }
  }

  /** Nobody has to know Java's names of zones. */
  @ParameterizedTest
  @MethodSource("zones")
  void zoneOfATimeIsSaid(String zone, String time) {
    assertThat(LETTERS.ending(to(Locale.ENGLISH, zone), ENDING).text()).contains(time);
  }

  static Stream<Arguments> zones() {
    return Stream.of(
        Arguments.of("UTC", "31 July 2026, 22:30 UTC."),
        Arguments.of("Asia/Kolkata", "1 August 2026, 04:00 IST."),
        Arguments.of("Pacific/Auckland", "1 August 2026, 10:30 NZST."));
  }
}
