package io.drawbridge.server.web;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A server that mails over SMTP, and the people who read those mails. */
final class PageHouse implements AutoCloseable {
  private static final String OWNER = "Ada";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern LINK = Pattern.compile("http\\S+#link=(\\S+)");

  private final GreenMail post =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final Set<URI> followed = new HashSet<>();
  private final TestServer server;

  /** With some configuration of the test's own. */
  PageHouse(Map<ConfigKey, String> settings) {
    post.start();
    Map<ConfigKey, String> all = new EnumMap<>(ConfigKey.class);
    all.put(ConfigKey.SMTP_URL, "smtp://127.0.0.1:" + post.getSmtp().getPort());
    all.putAll(settings);
    this.server = TestServer.start(all);
    server.setUp(OWNER);
  }

  TestServer server() {
    return server;
  }

  /** Ada, in a new session. */
  TestPerson owner() {
    return server.signIn(OWNER);
  }

  /** A member with a password, who came in by mail. */
  TestPerson member(String name) {
    TestPerson owner = owner();
    owner.call(
        new WorkspaceCommand.Invite(
            TestSteps.clientId(),
            TestSteps.workspace(owner),
            TestServer.address(name),
            WorkspaceRole.MEMBER,
            Optional.empty()));
    return redeem(name);
  }

  /** Somebody with a password whom the owner brought into one conversation by mail. */
  TestPerson external(ConversationId conversation, String name) {
    invite(conversation, name);
    return redeem(name);
  }

  void invite(ConversationId conversation, String name) {
    TestSteps.addByMail(
        owner(), conversation, TestServer.address(name), new HistoryWindow.FromNow());
  }

  /** Follows the mailed link of somebody who has no password yet; they have one then. */
  TestPerson redeem(String name) {
    Matcher link = LINK.matcher(awaitLink(name).toString());
    if (!link.matches()) {
      throw new AssertionError("not a link");
    }
    server
        .nobody()
        .call(
            new AccountCommand.Redeem(
                new Secret(link.group(1)),
                Optional.of(name),
                Optional.of(TestServer.PASSWORD),
                "test"));
    return server.signIn(name);
  }

  /** Waits for the next mail to somebody; the link in it. */
  URI awaitLink(String name) {
    URI link =
        Awaitility.await("a mail to " + name)
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(10))
            .until(() -> link(TestServer.address(name)), Optional::isPresent)
            .orElseThrow();
    followed.add(link);
    return link;
  }

  private Optional<URI> link(String address) throws MessagingException, IOException {
    for (MimeMessage mail : post.getReceivedMessages()) {
      boolean theirs =
          Arrays.stream(mail.getRecipients(RecipientType.TO))
              .anyMatch(to -> to.toString().contains(address));
      Object plain = ((Multipart) mail.getContent()).getBodyPart(0).getContent();
      Matcher link = LINK.matcher(plain.toString());
      if (theirs && link.find() && !followed.contains(URI.create(link.group()))) {
        return Optional.of(URI.create(link.group()));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    server.close();
    post.stop();
  }
}
