package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.join.JoinRequestView;
import io.drawbridge.protocol.result.JoinResult.JoinLinkCreated;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.join.Joining;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;

/** Tests what the page does with a join link (HAP-17, G-6). */
final class PageJoinWireTest {
  @RegisterExtension static final Browser BROWSER = new Browser();
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of());

  private static URI page(JoinLinkCreated link) {
    return HOUSE.server().url().resolve("/join#" + link.token().value());
  }

  private static List<JoinRequestView> requests(ConversationId conversation) {
    return HOUSE.owner().call(new JoinCommand.ListRequests(conversation)).requests();
  }

  @Test
  void strangerAsksWithAnAddressAndComesInByTheMail() {
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Hidden name");
    JoinLinkCreated link = HOUSE.owner().call(Joining.link(thread));
    Page page = BROWSER.open(page(link));
    page.awaitHeading("Ada lets you ask to join");
    page.awaitText(By.cssSelector("main"), "You will see one conversation and nothing else");
    page.type("Your email address", TestServer.address("Sven"));
    page.type("Your name", "Sven");
    page.press("Ask to join");
    page.awaitHeading("You have asked");
    JoinRequestView asked = requests(thread).getFirst();
    assertThat(asked.email()).contains(TestServer.address("Sven"));
    HOUSE.owner().call(new JoinCommand.Approve(TestSteps.clientId(), asked.request()));
    page.go(HOUSE.awaitLink("Sven"));
    page.awaitHeading("Ada invites you");
    page.type("Your name", "Sven");
    page.press("Open the conversation");
    page.awaitText(By.cssSelector(".conversation h1"), "Hidden name");
  }

  @Test
  void whoIsSignedInAsksAsThemselves() {
    TestPerson ina = HOUSE.external(TestSteps.group(HOUSE.owner(), "First"), "Ina");
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Second");
    JoinLinkCreated link = HOUSE.owner().call(Joining.link(thread));
    Page page = BROWSER.signedIn(HOUSE, ina);
    page.go(page(link));
    page.press("Ask to join");
    page.awaitHeading("You have asked");
    assertThat(requests(thread).getFirst().proved()).isTrue();
  }

  @Test
  void linkThatWasTakenBackSaysNoMore() {
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Third");
    JoinLinkCreated link = HOUSE.owner().call(Joining.link(thread));
    HOUSE.owner().call(new JoinCommand.RevokeLink(TestSteps.clientId(), link.link()));
    Page page = BROWSER.open(page(link));
    page.awaitHeading("This link does not work");
  }
}
