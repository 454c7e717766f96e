package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;

/** Tests what the page does with a mailed link, by whom it is opened (features 7.6). */
final class PageLinkWireTest {
  private static final String NEW_PASSWORD = "a quite new password";

  @RegisterExtension static final Browser BROWSER = new Browser();
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of());

  @Test
  void invitationOfSomebodyElseIsSaidAndNotAccepted() {
    TestPerson ben = HOUSE.member("Berta");
    HOUSE.invite(TestSteps.thread(HOUSE.owner(), "Not for Berta", ben.account()), "Olaf");
    URI link = HOUSE.awaitLink("Olaf");
    Page page = BROWSER.signedIn(HOUSE, ben);
    page.go(link);
    page.awaitHeading("This link is not yours");
    page.awaitText(By.cssSelector(".lead"), "It was mailed to olaf@example.com.");
    page.press("Go on as Berta");
    page.awaitText(By.cssSelector("nav .me .name"), "Berta");
    Page olaf = BROWSER.open(link);
    olaf.awaitHeading("Ada invites you");
  }

  /** G-4, GLUE-29: who was invited says no without an account, and the link is spent. */
  @Test
  void strangerDeclines() {
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Not wanted");
    HOUSE.invite(thread, "Nora");
    URI link = HOUSE.awaitLink("Nora");
    Page page = BROWSER.open(link);
    page.press("No, thank you");
    page.awaitHeading("Declined");
    BROWSER.open(link).awaitHeading("This link does not work");
  }

  @Test
  void whoHasAnAccountSignsInToAccept() {
    TestPerson ina = HOUSE.external(TestSteps.group(HOUSE.owner(), "First"), "Ina");
    ConversationId second = TestSteps.thread(HOUSE.owner(), "Second");
    HOUSE.invite(second, "Ina");
    Page page = BROWSER.open(HOUSE.awaitLink("Ina"));
    page.awaitText(By.cssSelector("main"), "Sign in as " + ina.email() + " to accept.");
    page.type("Password", TestServer.PASSWORD.value());
    page.press("Sign in and accept");
    page.awaitText(By.cssSelector(".conversation h1"), "Second");
  }

  /** Issue 8.32: as an owner does whom the console has given a link. */
  @Test
  void signInLinkSetsANewPassword() {
    TestPerson kai = HOUSE.member("Kai");
    HOUSE.server().nobody().call(new AccountCommand.RequestLink(kai.email()));
    Page page = BROWSER.open(HOUSE.awaitLink("Kai"));
    page.type("A new password, if you want to set one", NEW_PASSWORD);
    page.press("Sign in");
    page.shown(By.cssSelector("nav .me .name"));
    assertThat(
            HOUSE
                .server()
                .nobody()
                .call(new AccountCommand.SignIn(kai.email(), new Secret(NEW_PASSWORD), "test"))
                .account())
        .isEqualTo(kai.account());
  }

  /** 12.2: two taps on a phone, and every dead end says what to do. */
  @Test
  void outsiderGoesInOnAPhone() {
    ConversationId thread = TestSteps.thread(HOUSE.owner(), "Crane rail");
    HOUSE.invite(thread, "Rosa");
    URI link = HOUSE.awaitLink("Rosa");
    Page page = BROWSER.open(link);
    page.width(360);
    page.awaitHeading("Ada invites you");
    page.awaitText(By.cssSelector("main"), "what is sent since");
    assertThat(page.barriers("invitation")).isEmpty();
    assertThat(page.fitsSideways()).isTrue();
    page.type("Your name", "Rosa");
    page.press("Open the conversation");
    page.awaitText(By.cssSelector(".conversation h1"), "Crane rail");
    Page again = BROWSER.open(link);
    again.width(360);
    again.awaitHeading("This link does not work");
    assertThat(again.barriers("link-spent")).isEmpty();
    again.type("Your email address", TestServer.address("Rosa"));
    again.press("Send me a sign-in link");
    again.awaitText(By.id("notices"), "a link is on its way");
  }

  @Test
  void codeLetsSomebodyInWithoutAnAddress() {
    TestSteps.thread(HOUSE.owner(), "By a code");
    HOUSE
        .owner()
        .call(
            Setting.of(
                TestSteps.workspace(HOUSE.owner()),
                Setting.values(Map.of(PolicyKey.EXTERNAL_WITHOUT_EMAIL, true))));
    Page owner = BROWSER.signedIn(HOUSE, HOUSE.owner());
    owner.choose("By a code");
    owner.press("People");
    owner.press("Bring somebody in");
    owner.press("They have no email address");
    owner.type("What to call them", "Toni");
    owner.press("Make a code");
    String code =
        Objects.requireNonNull(
            owner.shown(By.cssSelector("dialog input.mono")).getDomProperty("value"));
    assertThat(owner.barriers("code")).isEmpty();
    Page page = BROWSER.open(HOUSE.server().url());
    page.press("I was told a code");
    page.type("The code", "not a code");
    page.press("Go in");
    page.awaitText(By.cssSelector("form .failure"), "This code does not work");
    assertThat(page.barriers("claim")).isEmpty();
    page.type("The code", code);
    page.press("Go in");
    page.awaitText(By.cssSelector(".conversation h1"), "By a code");
  }
}
