package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;

/** Tests what somebody says of themselves on the page, and that nobody is kept out of it (12.1). */
final class PageSettingsWireTest {
  private static final String NEW_PASSWORD = "a quite new password";

  @RegisterExtension static final Browser BROWSER = new Browser();
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of());

  private static void pane(Page page, String name) {
    page.click(By.xpath("//nav//a[normalize-space()='%s']".formatted(name)));
    page.awaitHeading(name);
  }

  private static void saved(Page page) {
    page.press("Save");
    page.awaitText(By.id("notices"), "Saved.");
  }

  @Test
  void profileIsSaidAndShown() throws IOException {
    TestPerson lea = HOUSE.member("Lea");
    Page page = BROWSER.signedIn(HOUSE, lea);
    page.press("Lea");
    page.awaitHeading("Profile and picture");
    page.type("What you do", "Bridges");
    saved(page);
    Path picture = Files.createTempFile("portrait-", ".png");
    try {
      ImageIO.write(
          new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
      page.choose(By.cssSelector(".file input"), picture);
      page.shown(By.cssSelector(".portrait .av img"));
    } finally {
      Files.delete(picture);
    }
    assertThat(page.barriers("settings-profile")).isEmpty();
    assertThat(lea.call(new AccountCommand.Me()).card().title()).contains("Bridges");
    page.press("Back to the conversations");
    page.shown(By.cssSelector(".me .av img"));
  }

  @Test
  void languageAndLookAreChosen() {
    Page page = BROWSER.signedIn(HOUSE, HOUSE.member("Uwe"));
    page.press("Uwe");
    pane(page, "Language and time");
    assertThat(page.barriers("settings-language")).isEmpty();
    page.press("Deutsch");
    page.awaitHeading("Sprache und Zeit");
    assertThat(page.ask("return document.documentElement.lang")).isEqualTo("de");
    pane(page, "Aussehen");
    page.press("Dunkel");
    assertThat(page.barriers("settings-dark")).isEmpty();
    pane(page, "Ihre Daten");
    assertThat(page.barriers("settings-data")).isEmpty();
    page.width(360);
    assertThat(page.fitsSideways()).isTrue();
    page.press("Einstellungen");
    page.shown(By.xpath("//nav//a[normalize-space()='Passwort']"));
    assertThat(page.barriers("settings-narrow")).isEmpty();
    page.run("localStorage.clear()");
  }

  @Test
  void notificationsAreSetAndStay() {
    Page page = BROWSER.signedIn(HOUSE, HOUSE.member("Nele"));
    page.press("Nele");
    pane(page, "Notifications");
    page.press("Nothing");
    page.shown(By.xpath("//button[text()='Nothing' and @aria-pressed='true']"));
    page.press("Every night, 19:00 to 07:30");
    assertThat(page.texts(".sets select.weekday")).hasSize(7);
    assertThat(page.barriers("settings-notifications")).isEmpty();
    page.press("1 hour");
    page.awaitText(By.cssSelector(".opt-row"), "Quiet until");
    page.reload();
    page.shown(By.xpath("//button[text()='Nothing' and @aria-pressed='true']"));
    page.press("End it");
    page.awaitText(By.cssSelector(".opt-row"), "Nothing rings");
    turnsPushesOnAndOff(page);
  }

  /** The browser's side is a stand-in: a browser without a window has no push service. */
  private static void turnsPushesOnAndOff(Page page) {
    page.run("Notification.requestPermission = async () => 'default'");
    page.press("Turn on");
    page.awaitText(By.cssSelector("[role=alert]"), "was not answered");
    page.later(
        """
        (async () => {
          const {publicKey} = await crypto.subtle.generateKey(
            {name: 'ECDH', namedCurve: 'P-256'}, false, ['deriveBits']);
          const point = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
          const base64 = bytes => btoa(String.fromCharCode(...bytes))
            .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
          const made = {
            unsubscribe: async () => true,
            toJSON: () => ({endpoint: 'https://push.example.com/nele',
              keys: {p256dh: base64(point), auth: base64(new Uint8Array(16))}}),
          };
          const pushManager = {subscribe: async () => made, getSubscription: async () => made};
          Notification.requestPermission = async () => 'granted';
          navigator.serviceWorker.getRegistration = async () => ({active: {}, pushManager});
          done(true);
        })()
        """);
    page.press("Turn on");
    page.awaitText(By.cssSelector(".opt-row"), "is told of what is new, until you sign out");
    assertThat(page.barriers("settings-push")).isEmpty();
    page.press("Turn off");
    page.awaitText(By.cssSelector(".opt-row"), "This browser is told of nothing then");
  }

  @Test
  void sessionsEndAndThePasswordChanges() {
    TestPerson pia = HOUSE.member("Pia");
    Page page = BROWSER.signedIn(HOUSE, pia);
    page.press("Pia");
    pane(page, "Where you are signed in");
    assertThat(page.barriers("settings-sessions")).isEmpty();
    page.press("Sign out everywhere else");
    page.awaitText(By.cssSelector("[role=status]"), "Nothing was delivered there after");
    pane(page, "Password");
    page.type("Your password now", TestServer.PASSWORD.value());
    page.type("The new password", NEW_PASSWORD);
    assertThat(page.barriers("settings-password")).isEmpty();
    page.press("Change the password");
    page.awaitText(By.id("notices"), "The password is set.");
    AccountCommand.SignIn again =
        new AccountCommand.SignIn(pia.email(), new Secret(NEW_PASSWORD), "test");
    assertThat(HOUSE.server().nobody().call(again).account()).isEqualTo(pia.account());
  }

  @Test
  void ownerInvitesMakesABotAndLooksAtWhomTheyBroughtIn() {
    HOUSE.external(TestSteps.thread(HOUSE.owner(), "With Gus"), "Gus");
    Page page = BROWSER.signedIn(HOUSE, HOUSE.owner());
    page.press("Ada");
    pane(page, "People you brought in");
    page.awaitText(By.cssSelector(".opt-row"), "With Gus");
    assertThat(page.barriers("settings-brought")).isEmpty();
    pane(page, "Workspaces");
    page.click(By.xpath("//button[text()='Invite colleagues']"));
    page.type("Email addresses, one a line", TestServer.address("Karl"));
    page.press("Send the invitations");
    page.awaitText(By.cssSelector("dialog .opt-row"), TestServer.address("Karl"));
    assertThat(page.barriers("colleagues")).isEmpty();
    page.press("Close");
    page.click(By.xpath("//button[text()='Make a bot']"));
    page.type("Name of the bot", "Robert");
    page.click(By.cssSelector("dialog button[type=submit]"));
    page.shown(By.cssSelector("dialog input.mono"));
    assertThat(page.barriers("bot")).isEmpty();
    page.press("Done");
    pane(page, "Blocked people");
    page.awaitText(By.cssSelector("main"), "You have blocked nobody.");
    pane(page, "Files shared with you");
    page.awaitText(By.cssSelector("main"), "Nobody has shared a file with you.");
  }
}
