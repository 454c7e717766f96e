package io.drawbridge.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A mail about a notice at a real mail server: HCL-30. */
final class NoticeMailWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern LINK = Pattern.compile("#link=([A-Za-z0-9_-]{43})");

  private static MimeMessage mail(GreenMail post, String subject) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                Arrays.stream(post.getReceivedMessages())
                    .filter(mail -> subject(mail).contains(subject))
                    .toList(),
            found -> found.size() == 1)
        .getFirst();
  }

  private static String subject(MimeMessage mail) {
    try {
      return mail.getSubject();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AccountId redeem(TestServer server, MimeMessage invitation) {
    String text = GreenMailUtil.getWholeMessage(invitation).replace("=\r\n", "");
    Matcher link = LINK.matcher(text.replace("=3D", "="));
    assertThat(link.find()).isTrue();
    return server
        .nobody()
        .call(
            new AccountCommand.Redeem(
                new Secret(link.group(1)), Optional.of("Eve"), Optional.empty(), "phone"))
        .tokens()
        .account();
  }

  @Test
  void mentionIsMailedWithOneReceiverAndAOneClickStop() throws Exception {
    GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    post.start();
    try (TestServer server =
        TestServer.start(
            Map.of(
                ConfigKey.MAIL_NOTICES_AFTER,
                "0s",
                ConfigKey.SMTP_URL,
                "smtp://127.0.0.1:" + post.getSmtp().getPort()))) {
      TestPerson owner = server.setUp("Owner");
      ConversationId thread = TestSteps.thread(owner, "The bridge");
      String address = TestCast.unique("eve") + "@partner.example";
      TestSteps.addByMail(owner, thread, address, new HistoryWindow.FromNow());
      AccountId eve = redeem(server, mail(post, "invites you"));
      TestSteps.send(owner, thread, "canary <@" + eve + ">");

      MimeMessage mail = mail(post, "One message for you");
      assertThat(mail.getAllRecipients()).hasSize(1);
      assertThat(mail.getAllRecipients()[0]).hasToString(address);
      assertThat(mail.getHeader("List-Unsubscribe-Post"))
          .containsExactly("List-Unsubscribe=One-Click");
      assertThat(mail.getHeader("List-Unsubscribe")[0])
          .matches("<https?://[^>]+/v1/stop/[0-9A-Za-z_-]+>");
      assertThat(GreenMailUtil.getWholeMessage(mail)).doesNotContain("canary");
    } finally {
      post.stop();
    }
  }
}
