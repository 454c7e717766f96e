package io.drawbridge.server.delivery.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GLUE-20: the words by which a text is found, in any language. */
final class WordsTest {
  private static List<String> terms(String text) {
    return Words.of(text).stream().map(Word::term).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "Crème BRÛLÉE, creme|brulee",
    "Straße STRASSE, strasse|strasse",
    "Łódź Ærø, lodz|aero",
    "İstanbul ısı, istanbul|isi",
    "Ελληνικά, ελληνικα",
    "Ёлка, елка",
    "e-mail to sam@partner.example, e|mail|to|sam|partner|example",
    "ＦＵＬＬ ﬁne, full|fine",
    "don't, don|t",
    "42 m², 42|m"
  })
  void caseAndAccentsAreFolded(String text, String expected) {
    assertThat(terms(text)).containsExactly(expected.split("\\|"));
  }

  @ParameterizedTest
  @CsvSource({"東京都, 東京|京都|都", "ライン, ライ|イン|ン", "橋 Brücke, 橋|brucke", "สะพาน, สะ|ะพ|พา|าน|น"})
  void runsWithoutSpacesAreCutIntoPairs(String text, String expected) {
    assertThat(terms(text)).containsExactly(expected.split("\\|"));
  }

  /** ASCII takes a shorter way to the same. */
  @Test
  void wordsOfAsciiAreWhatTheyAreAmongOthers() {
    for (char character = 0; character < 0x80; character++) {
      String text = "x" + character + "Y";
      assertThat(terms(text + "é"))
          .as("%x", (int) character)
          .isEqualTo(
              terms(text + " é").size() == 2
                  ? List.of(text.toLowerCase(Locale.ROOT) + "e")
                  : List.of("x", "ye"));
    }
  }

  @Test
  void emojiIsAWordInEverySkin() {
    assertThat(terms("ok👍🏽🎉")).containsExactly("ok", "👍", "🎉");
  }

  @Test
  void placesAreThoseOfTheText() {
    String text = "Die Brücke, 東京";
    assertThat(Words.of(text))
        .extracting(word -> text.substring(word.from(), word.to()))
        .containsExactly("Die", "Brücke", "東京", "京");
  }

  @Test
  void nobodyFillsTheIndexWithOneWord() {
    assertThat(terms("x".repeat(16_000)))
        .singleElement()
        .satisfies(term -> assertThat(term).hasSize(Folding.CHARACTERS_MAX));
  }

  @Test
  void entryHasTheWordsTheirPlacesAndWhereItStands() {
    assertThat(
            IndexedText.of(
                new DomainId(3),
                new ConversationId(5),
                new AccountId(7),
                "see https://x.example see",
                List.of()))
        .isEqualTo("'d:3' 'c:5' 'a:7' 'h:link' 'see':1,5 'https':2 'x':3 'example':4");
  }

  /** They are of a class that weighs less, and no phrase goes on from one to the other. */
  @Test
  void entryHasTheWordsOfTheNamesOfFiles() {
    assertThat(
            IndexedText.of(
                new DomainId(3),
                new ConversationId(5),
                new AccountId(7),
                "the plan",
                List.of("plan.pdf", "offer.pdf")))
        .isEqualTo("'d:3' 'c:5' 'a:7' 'the':1 'plan':2,4C 'pdf':5C,8C 'offer':7C");
  }
}
