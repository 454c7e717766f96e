package io.drawbridge.protocol.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.people.Addressee;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HCL-9: lists of people as spreadsheets write them. */
class AddresseesReaderTest {
  private static final Addressee ANNA =
      new Addressee("anna@a.example", Optional.of("Anna"), Optional.of("Quint"));

  private static final Addressee BOB =
      new Addressee("bob@b.example", Optional.empty(), Optional.empty());

  private static List<Addressee> read(String csv) {
    return AddresseesReader.read(csv.getBytes(UTF_8));
  }

  private static String refusal(byte[] csv) {
    ProtocolException refused =
        catchThrowableOfType(ProtocolException.class, () -> AddresseesReader.read(csv));
    assertThat(refused).isNotNull();
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
    return String.valueOf(refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anna@a.example,Anna,Quint\nbob@b.example\n",
        "anna@a.example,Anna,Quint\r\nbob@b.example,,\r\n",
        "email,given,surname\nanna@a.example,Anna,Quint\nbob@b.example",
        "\ufeffEmail, Given ,Surname\r\nanna@a.example,Anna,Quint\r\nbob@b.example,\r\n",
        "surname,email,given\nQuint,anna@a.example,Anna\n,bob@b.example\n",
        "\n\"anna@a.example\",\"Anna\",\"Quint\"\n\n  \n,,\n bob@b.example ,\"\", \n\n"
      })
  void oneListInManyForms(String csv) {
    assertThat(read(csv)).containsExactly(ANNA, BOB);
  }

  @Test
  void quotesHoldCommasQuotesAndLines() {
    assertThat(read("c@c.example,\"Q, \"\"Q\"\"\",\"two\nlines\""))
        .containsExactly(
            new Addressee("c@c.example", Optional.of("Q, \"Q\""), Optional.of("two\nlines")));
  }

  @Test
  void nothingIsAListOfNobody() {
    assertThat(read("")).isEmpty();
    assertThat(read("email,given,surname\n")).isEmpty();
  }

  /** What is wrong with an address is told in the result of its row. */
  @Test
  void rowsWithoutAnAddressAreKept() {
    assertThat(read("email,given\n,Anna"))
        .containsExactly(new Addressee("", Optional.of("Anna"), Optional.empty()));
  }

  @Test
  void refusalsNameTheLine() {
    assertThat(refusal("anna@a.example\n\nbob@b.example,\"open\n".getBytes(UTF_8)))
        .contains("a quote without its end");
    assertThat(refusal("anna@a.example\nbob@b.example,\"x\"y\n".getBytes(UTF_8)))
        .contains("line 2: ");
    assertThat(refusal("anna@a.example\n\n\"b\nb\",1,2\nc@c.example,1,2,3\n".getBytes(UTF_8)))
        .contains("line 5: 4 cells (expected: at most 3: email, given, surname)");
    assertThat(refusal("email,company\nanna@a.example,A\n".getBytes(UTF_8)))
        .contains("line 1: other columns");
    assertThat(refusal("email,email\n".getBytes(UTF_8))).contains("line 1: other columns");
    assertThat(refusal("given,surname\n".getBytes(UTF_8))).contains("line 1: other columns");
    assertThat(refusal("anna@a.example,Ann\u00e4".getBytes(ISO_8859_1))).contains("not UTF-8");
  }

  @Test
  void nameIsMadeOfBothParts() {
    assertThat(ANNA.name()).contains("Anna Quint");
    assertThat(BOB.name()).isEmpty();
    assertThat(new Addressee("x", Optional.of(" "), Optional.of(" Quint ")).name())
        .contains("Quint");
  }
}
