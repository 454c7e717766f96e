package io.drawbridge.server.invite;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A person who is added by name gets one mail, without content (GLUE-16, GLUE-27, D19).
 *
 * <p>Shows HCL-8.
 */
final class AddedMailWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");

  /** The one mail that says so, after the invitation that made the account. */
  private static String addedMail(TestPerson to) {
    return Awaitility.await()
        .until(
            () ->
                SERVER.mailsTo(to.email()).stream()
                    .filter(mail -> !mail.contains("#link="))
                    .toList(),
            mails -> mails.size() == 1)
        .getFirst();
  }

  @ParameterizedTest
  @EnumSource
  void externalAddedByNameIsToldByMailGlue16D19(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      ConversationId thread = TestSteps.thread(OWNER, "The second offer");
      TestSteps.send(OWNER, thread, "canary of the content");
      cast.as(OWNER)
          .call(Adding.person(thread, eve.account()).saying("please look at page two").command());
      assertThat(addedMail(eve))
          .startsWith("Owner added you to a conversation")
          .contains("The second offer", "please look at page two", "/")
          .doesNotContain("canary");
      TestSteps.add(cast.as(OWNER), thread, eve.account());
      TestPerson ben = cast.member("Ben");
      TestSteps.add(cast.as(OWNER), thread, ben.account());
      TestSteps.add(cast.as(OWNER), TestSteps.thread(OWNER, "Last"), eve.account());
      Awaitility.await().until(() -> SERVER.mailsTo(eve.email()).size() == 3);
      assertThat(SERVER.mailsTo(ben.email())).hasSize(1);
    }
  }

  /** GLUE-3: into new threads and DMs too; a DM's name is nobody's business outside. */
  @ParameterizedTest
  @EnumSource
  void externalNamedInANewConversationIsToldByMail(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId offer = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(offer, "Eve");
      cast.as(OWNER)
          .call(
              new ThreadCommand.Create(
                  TestSteps.clientId(),
                  Optional.of(TestSteps.workspace(OWNER)),
                  "Delivery",
                  List.of(eve.account()),
                  List.of(),
                  Optional.of("canary of the first message")));
      assertThat(addedMail(eve)).contains("Delivery").doesNotContain("canary");
      TestPerson fay = cast.external(offer, "Fay");
      TestSteps.dm(cast.as(OWNER), fay.account());
      assertThat(addedMail(fay)).contains("direct conversation");
      TestPerson gus = cast.external(offer, "Gus");
      TestSteps.dm(cast.as(gus), fay.account());
      TestPerson hal = cast.external(offer, "Hal");
      TestSteps.dm(cast.as(OWNER), hal.account());
      addedMail(hal);
      assertThat(SERVER.mailsTo(fay.email())).hasSize(2);
    }
  }
}
