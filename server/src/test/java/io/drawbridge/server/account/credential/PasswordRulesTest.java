package io.drawbridge.server.account.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
  private static final List<String> ABOUT = List.of("ann.smith@partner.example", "Northwind");
  private final PasswordRules rules = new PasswordRules();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password1234",
        "qwertyuiop",
        "1234567890",
        "aaaaaaaaaaaa",
        "changeme2024",
        "Passw0rd!!",
        "iloveyou123"
      })
  void commonPasswordsAreRefused(String password) {
    assertThat(refusal(password).text()).contains("too easy to guess");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann.smith@partner.example",
        "my AnnSmith horse battery",
        "North-Wind horse battery 7",
        "NORTHWIND horse battery"
      })
  void whatEverybodyKnowsIsRefused(String password) {
    assertThat(refusal(password).text()).contains("contains the address or a name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"correct horse battery", "a quite new password", "drawbridge-demo"})
  void goodPasswordsAreTaken(String password) {
    assertThatCode(() -> rules.check(password, ABOUT)).doesNotThrowAnyException();
  }

  @Test
  void normalFormIsWhatIsCounted() {
    String tenTyped = "e\u0301".repeat(5);
    assertThat(refusal(PasswordRules.normalised(tenTyped)).text()).contains("too short");
  }

  @Test
  void waysToTypeTheSameAreOnePassword() {
    String typed = "cafe\u0301\u00a0\uff21\ufb01";
    assertThat(PasswordRules.normalised(typed)).isEqualTo("caf\u00e9 Afi");
  }

  /** A long one costs no more than a short one: only its beginning is looked at. */
  @Test
  void longestPasswordIsTaken() {
    assertThatCode(() -> rules.check("correct horse battery ".repeat(11), ABOUT))
        .doesNotThrowAnyException();
  }

  private Failure refusal(String password) {
    Failure failure = catchThrowableOfType(Failure.class, () -> rules.check(password, ABOUT));
    assertThat(failure).as("it was allowed").isNotNull();
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID);
    return failure;
  }
}
