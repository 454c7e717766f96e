package io.drawbridge.server.mail.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.mail.bounce.TestReports.Action;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryReportTest {
  private static Optional<DeliveryReport> read(String text) throws Exception {
    return DeliveryReport.read(TestReports.mail(text));
  }

  @Test
  void tagOfTheReturnPathIsFound() throws Exception {
    assertThat(read(TestReports.toTag("3abc9", Action.FAILED)))
        .contains(new DeliveryReport(List.of("3abc9")));
  }

  @Test
  void secondHalfOfTheIdIsFound() throws Exception {
    assertThat(read(TestReports.toSender("17.3abc9", Action.FAILED)))
        .contains(new DeliveryReport(List.of("3abc9")));
  }

  /** Some servers write the address in capitals, or return the mail whole. */
  @Test
  void otherSpellingsAreRead() throws Exception {
    String whole =
        TestReports.toSender("17.3ABC9", Action.FAILED)
            .replace("text/rfc822-headers", "message/rfc822")
            .replace("Action: failed", "ACTION:   Failed");
    assertThat(read(whole)).contains(new DeliveryReport(List.of("3abc9")));
    String delivered =
        TestReports.toTag("3abc9", Action.FAILED)
            .replace("To: bounces+3abc9@chat.example", "Delivered-To: BOUNCES+3ABC9@CHAT.EXAMPLE");
    assertThat(read(delivered)).contains(new DeliveryReport(List.of("3abc9")));
  }

  @Test
  void delayIsNoBounce() throws Exception {
    assertThat(read(TestReports.toTag("3abc9", Action.DELAYED))).isEmpty();
  }

  /** An answer of an absent person comes to the same address, and quotes what it likes. */
  @Test
  void mailThatIsNoReportIsNoBounce() throws Exception {
    assertThat(
            read(
                """
                From: gone@else.example
                To: bounces+3abc9@chat.example
                Subject: Away
                Content-Type: text/plain

                Action: failed
                """))
        .isEmpty();
  }

  @Test
  void brokenReportIsNoBounce() throws Exception {
    String report = TestReports.toTag("3abc9", Action.FAILED);
    assertThat(read(report.substring(0, report.indexOf("Final-Recipient")))).isEmpty();
    assertThat(read(report.replace("multipart/report", "multipart/mixed"))).isEmpty();
  }
}
