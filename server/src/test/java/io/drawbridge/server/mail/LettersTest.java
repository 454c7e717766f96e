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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LettersTest {
  private static final Instant LINK_ENDS = Instant.parse("2026-12-13T10:00:00Z");
  private static final Instant SOONER = Instant.parse("2026-12-01T08:30:00Z");
  private static final DueMail MAIL =
      new DueMail(
          1,
          MailKind.INVITATION,
          EmailAddress.of("a@b.example"),
          Optional.of(7L),
          "token",
          1,
          Optional.of(9L),
          new MailReader(Locale.ENGLISH, ZoneId.of("UTC")));
  private static final Letters LETTERS =
      new Letters(
          new MailedLinks("https://chat.example"),
          new MailStops(new StopTokens(new byte[32], new SecureRandom())));

  private static DueMail to(Locale language) {
    return new DueMail(
        MAIL.id(),
        MAIL.kind(),
        MAIL.to(),
        MAIL.subject(),
        MAIL.token(),
        MAIL.attempts(),
        MAIL.home(),
        new MailReader(language, ZoneId.of("UTC")));
  }

  private static Letters.Invited invited(Letters.Sort sort, Optional<Instant> accessEnds) {
    return new Letters.Invited(
        "Ann", sort, Optional.of("Plans"), Optional.empty(), LINK_ENDS, accessEnds);
  }

  @Test
  void linkIsSaidToWorkNoLongerThanAccessLasts() {
    String text = LETTERS.invitation(MAIL, invited(Letters.Sort.GROUP, Optional.of(SOONER))).text();
    assertThat(text)
        .contains("The link works once. It and your access end on 1 December 2026, 08:30 UTC.")
        .doesNotContain("13 December");
  }

  @Test
  void accessThatOutlivesTheLinkHasADateOfItsOwn() {
    String text =
        LETTERS
            .invitation(
                to(Locale.GERMAN),
                invited(Letters.Sort.GROUP, Optional.of(Instant.parse("2027-03-01T00:00:00Z"))))
            .text();
    assertThat(text)
        .contains("Ihr Zugang endet am 1. März 2027, 00:00 Uhr (UTC).")
        .contains("Der Link gilt einmal, bis zum 13. Dezember 2026, 10:00 Uhr (UTC).");
  }

  @Test
  void workspaceIsNotCalledAConversation() {
    for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      Letter letter =
          LETTERS.invitation(to(language), invited(Letters.Sort.WORKSPACE, Optional.empty()));
      assertThat(letter.subject() + letter.text())
          .doesNotContain("conversation", "Gespräch")
          .containsAnyOf("invites you to a workspace", "lädt Sie in einen Arbeitsbereich ein");
    }
  }

  /** HCL-2: a guest is in no conversation yet. */
  @Test
  void guestIsToldThatThereIsNothingYet() {
    Letters.Invited guest = invited(Letters.Sort.GUEST, Optional.empty());
    assertThat(LETTERS.invitation(MAIL, guest).text())
        .contains("Ann invites you as a guest of “Plans”.", "You are in no conversation yet")
        .doesNotContain("this conversation");
    assertThat(LETTERS.invitation(to(Locale.GERMAN), guest).text())
        .contains("Sie sind noch in keinem Gespräch")
        .doesNotContain("dieses Gespräch");
  }

  /** 8.5: names, titles and notes are text, in both parts. */
  @ParameterizedTest
  @MethodSource("withWordsOfOthers")
  void wordsOfOthersAreNoLinks(Letter letter) {
    for (String part : List.of(letter.subject(), letter.text(), letter.html())) {
      assertThat(part).doesNotContain("evil.example", "https://evil", "\u202e", "\u200b");
    }
    assertThat(letter.text()).contains("https[:]//evil[.]example");
    assertThat(letter.html()).contains("https[:]//evil[.]example");
    assertThat(letter.subject()).doesNotContain("\n", "\r");
  }

  static Stream<Letter> withWordsOfOthers() {
    String evil = "https://evil.example\r\nBcc: x\u202e\u200b";
    return Stream.of(Letters.Sort.GROUP, Letters.Sort.THREAD, Letters.Sort.WORKSPACE)
        .flatMap(sort ->
            Stream.of(
                LETTERS.invitation(
                    MAIL,
                    new Letters.Invited(
                        evil,
                        sort,
                        Optional.of(evil),
                        Optional.of(evil),
                        LINK_ENDS,
                        Optional.empty())),
                LETTERS.added(
                    MAIL,
                    new Letters.Added(
                        evil, Letters.Sort.GROUP, Optional.of(evil), Optional.of(evil)))));
  }

  @Test
  void noteIsSaidToBeTheInviters() {
    Letter letter =
        LETTERS.added(
            MAIL,
            new Letters.Added(
                "Ann", Letters.Sort.DM, Optional.empty(), Optional.of("Hello\n\nAnn")));
    assertThat(letter.text()).contains("Ann writes:\n\n> Hello\n> \n> Ann\n");
  }

  /** 8.31: what leaves on somebody's word can be stopped; what one asked for oneself cannot. */
  @Test
  void mailOnSomebodysWordSaysHowToStopMore() {
    Letter invitation = LETTERS.invitation(MAIL, invited(Letters.Sort.GROUP, Optional.empty()));
    assertThat(invitation.stop().orElseThrow()).startsWith("https://chat.example/#stop=");
    assertThat(invitation.text()).contains(invitation.stop().get());
    String token = invitation.stop().get().replaceAll(".*#stop=", "");
    assertThat(invitation.stopAtOnce()).contains("https://chat.example/v1/stop/" + token);
    assertThat(invitation.text()).doesNotContain("/v1/stop/");
    DueMail asked =
        new DueMail(
            1,
            MailKind.SIGN_IN,
            MAIL.to(),
            Optional.empty(),
            "token",
            1,
            Optional.empty(),
            MAIL.reader());
    assertThat(LETTERS.signIn(asked).stop()).isEmpty();
    assertThat(LETTERS.signIn(asked).text()).doesNotContain("#stop=");
  }

  /** The letters of every language say the same things. */
  @Test
  void everyLanguageHasEverySentence() {
    for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      assertThat(LETTERS.signIn(to(language)).text()).contains("https://chat.example/#link=token");
      for (Letters.Sort sort : Letters.Sort.values()) {
        for (Optional<String> title : List.of(Optional.<String>empty(), Optional.of("T"))) {
          Letter letter =
              LETTERS.invitation(
                  to(language),
                  new Letters.Invited(
                      "Ann", sort, title, Optional.of("Hello"), LINK_ENDS, Optional.of(SOONER)));
          assertThat(letter.text()).contains("Ann").doesNotContain("{");
          assertThat(letter.html()).contains("lang=\"" + language.getLanguage() + "\"");
        }
      }
    }
  }
}
