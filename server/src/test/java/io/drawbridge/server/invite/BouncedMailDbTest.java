package io.drawbridge.server.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.mail.bounce.BounceFolder;
import io.drawbridge.server.mail.bounce.BounceMailbox;
import io.drawbridge.server.mail.bounce.BounceSource;
import io.drawbridge.server.mail.bounce.ImapServer;
import io.drawbridge.server.mail.bounce.TestReports;
import io.drawbridge.server.mail.bounce.TestReports.Action;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.mail.smtp.SmtpServer.Credentials;
import jakarta.mail.Flags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report that comes back makes an invitation undeliverable (G-4, HCL-8). */
final class BouncedMailDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse().withMails();
  private static final InvitationSteps STEPS = new InvitationSteps(HOUSE);
  private static final TestHouse.Home NORTH = HOUSE.workspace("North");
  private static final ConversationId GROUP = STEPS.group(NORTH);
  private static final Credentials LOGIN = new Credentials("bounces", "quiet word");

  private static final GreenMail POST =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));

  private int addresses;

  @BeforeAll
  static void open() {
    POST.start();
  }

  @AfterAll
  static void close() {
    POST.stop();
  }

  private record Invited(InvitationId id, Letter letter) {
    String reference() {
      return letter.reference().orElseThrow();
    }
  }

  private Invited invite() {
    String address = "gone%d@%s.example".formatted(addresses++, HOUSE.clientId());
    InvitationId id = STEPS.invite(NORTH.owner(), GROUP, address).invitation().orElseThrow();
    return new Invited(id, HOUSE.post.letter(address));
  }

  private static String state(Invited invited) {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle
                .createQuery("select state from invitation where id = ?")
                .bind(0, invited.id().value())
                .mapTo(String.class)
                .one());
  }

  private static BounceSource mailbox(Credentials login, String folder) {
    return new BounceMailbox(
        new ImapServer(
            "127.0.0.1",
            POST.getImap().getPort(),
            ImapServer.Security.NONE,
            login,
            List.of(),
            folder));
  }

  @Test
  void mailboxIsRead() throws Exception {
    GreenMailUser user = POST.setUser("bounces@chat.example", LOGIN.user(), LOGIN.password());
    Invited gone = invite();
    Invited slow = invite();
    Invited there = invite();
    user.deliver(TestReports.mail(TestReports.toTag(gone.reference(), Action.FAILED)));
    user.deliver(TestReports.mail(TestReports.toTag(slow.reference(), Action.DELAYED)));
    user.deliver(TestReports.mail(TestReports.toTag("forged0" + there.reference(), Action.FAILED)));
    HOUSE.core.bounces(mailbox(LOGIN, "INBOX")).run();
    assertThat(state(gone)).isEqualTo("undeliverable");
    assertThat(state(slow)).isEqualTo("pending");
    assertThat(state(there)).isEqualTo("pending");
    var left = POST.getManagers().getImapHostManager().getInbox(user).getMessages();
    assertThat(left).hasSize(2).allMatch(mail -> mail.getFlags().contains(Flags.Flag.SEEN));
  }

  @Test
  void wrongMailboxIsNamedWithoutSecrets() {
    POST.setUser("other@chat.example", "other", "quiet word");
    assertThatThrownBy(() -> mailbox(new Credentials("other", "loud word"), "INBOX").probe())
        .isInstanceOf(BounceSource.Trouble.class)
        .hasMessageContaining("127.0.0.1")
        .hasMessageContaining("not accepted")
        .hasMessageNotContaining("loud word")
        .hasMessageNotContaining("other");
    assertThatThrownBy(() -> mailbox(new Credentials("other", "quiet word"), "Nowhere").probe())
        .isInstanceOf(BounceSource.Trouble.class)
        .hasMessageContaining("no folder");
  }

  @Test
  void folderIsRead(@TempDir Path folder) throws Exception {
    Invited gone = invite();
    Files.writeString(
        folder.resolve("1.eml"), TestReports.toSender("17." + gone.reference(), Action.FAILED));
    Files.writeString(folder.resolve("2.eml"), "no mail at all");
    Files.writeString(folder.resolve("3.part"), "not finished");
    BounceSource source = new BounceFolder(folder);
    source.probe();
    HOUSE.core.bounces(source).run();
    HOUSE.core.bounces(source).run();
    assertThat(state(gone)).isEqualTo("undeliverable");
    assertThat(files(folder)).containsExactly("3.part", "other");
    assertThat(files(folder.resolve("other"))).containsExactly("2.eml");
    assertThatThrownBy(() -> new BounceFolder(folder.resolve("nowhere")).probe())
        .isInstanceOf(BounceSource.Trouble.class);
  }

  @Test
  void lateReportChangesNothing(@TempDir Path folder) throws Exception {
    Invited there = invite();
    STEPS.remove(NORTH.owner(), GROUP, Optional.empty(), Optional.of(there.id()));
    Files.writeString(folder.resolve("1.eml"), TestReports.toTag(there.reference(), Action.FAILED));
    HOUSE.core.bounces(new BounceFolder(folder)).run();
    assertThat(state(there)).isEqualTo("revoked");
  }

  private static List<String> files(Path folder) throws Exception {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
