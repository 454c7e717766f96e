package io.drawbridge.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.card.Locale;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mails are in the language and zone of the account whose mailbox it is (GLUE-16, HCL-21). */
final class MailReaderWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");

  private static void choose(TestCast cast, TestPerson who, Locale language, String zone) {
    cast.as(who)
        .call(
            new AccountCommand.Update(
                TestSteps.clientId(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(zone),
                Optional.of(language)));
  }

  /** The one mail to an address that says this. */
  private static String mail(String to, String said) {
    return Awaitility.await()
        .until(
            () -> SERVER.mailsTo(to).stream().filter(mail -> mail.contains(said)).toList(),
            mails -> mails.size() == 1)
        .getFirst();
  }

  @ParameterizedTest
  @EnumSource
  void lettersAreInTheLanguageAndZoneThatTheirReaderChose(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      choose(cast, eve, Locale.DE, "Asia/Tokyo");
      TestSteps.add(OWNER, TestSteps.thread(OWNER, "Delivery"), eve.account());
      assertThat(mail(eve.email(), "Delivery"))
          .contains("hat Sie in das Gespräch „Delivery“ aufgenommen.");

      TestSteps.addByMail(
          OWNER, TestSteps.thread(OWNER, "More"), eve.email(), new HistoryWindow.FromNow());
      assertThat(mail(eve.email(), "lädt Sie zu einem Gespräch ein"))
          .containsPattern("Der Link gilt einmal, bis zum .* Uhr \\(JST\\)");

      choose(cast, eve, Locale.EN, "");
      TestSteps.add(OWNER, TestSteps.thread(OWNER, "Last"), eve.account());
      assertThat(mail(eve.email(), "Last")).contains("added you to the conversation “Last”");
    }
  }

  /** The mails to others tell nothing of what somebody chose, and are as the server does it. */
  @ParameterizedTest
  @EnumSource
  void unknownAddressIsWrittenToAsTheServerDoesIt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      choose(cast, ben, Locale.DE, "Europe/Berlin");
      ConversationId thread = TestSteps.thread(cast.as(ben), "Offer");
      String unknown = TestCast.unique("nobody") + "@else.example";
      TestSteps.addByMail(cast.as(ben), thread, unknown, new HistoryWindow.FromNow());
      assertThat(mail(unknown, "invites you to a conversation"))
          .containsPattern("The link works once, until .* UTC");
    }
  }

  /** Who made an account with somebody's address does not choose how that one is written to. */
  @ParameterizedTest
  @EnumSource
  void addressThatIsNotProvedIsWrittenToAsTheServerDoesIt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      choose(cast, eve, Locale.DE, "Europe/Berlin");
      SERVER
          .database()
          .database()
          .write(handle ->
              handle.execute(
                  "update account set email_verified_at = null where id = ?",
                  eve.account().value()));
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Group"));
      TestSteps.addByMail(OWNER, group, eve.email(), new HistoryWindow.FromNow());
      assertThat(mail(eve.email(), "invites you to the group")).contains("UTC");
    }
  }
}
