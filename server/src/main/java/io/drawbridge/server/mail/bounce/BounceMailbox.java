package io.drawbridge.server.mail.bounce;

import io.drawbridge.server.outbound.OperatorTrust;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.FlagTerm;
import java.time.Duration;
import java.util.Properties;

/**
 * A mailbox to which mails come back, read by IMAP. A bounce of ours is deleted; every other mail
 * is marked as seen and left.
 */
public final class BounceMailbox implements BounceSource {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  private final ImapServer server;
  private final Session session;

  public BounceMailbox(ImapServer server) {
    this.server = server;
    this.session = session(server);
  }

  private static Session session(ImapServer server) {
    String prefix = "mail." + server.protocol() + ".";
    Properties properties = new Properties();
    for (String wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      properties.put(prefix + wait, String.valueOf(ANSWER_MAX.toMillis()));
    }
    properties.put(prefix + "starttls.enable", "true");
    properties.put(
        prefix + "starttls.required",
        String.valueOf(server.security() == ImapServer.Security.STARTTLS));
    properties.put(prefix + "ssl.checkserveridentity", "true");
    // Else what is larger than one piece is fetched in many.
    properties.put(prefix + "partialfetch", "false");
    if (!server.authorities().isEmpty()) {
      properties.put(
          prefix + "ssl.socketFactory", OperatorTrust.of(server.authorities()).getSocketFactory());
      properties.put(prefix + "socketFactory.fallback", "false");
    }
    return Session.getInstance(properties);
  }

  @Override
  public void read(Reader reader) throws Trouble {
    open(folder -> {
      Message[] unseen = folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
      for (int i = 0; i < Math.min(unseen.length, ROUND_MAX); i++) {
        read((MimeMessage) unseen[i], reader);
      }
    });
  }

  @Override
  public void probe() throws Trouble {
    open(Folder::getMessageCount);
  }

  private static void read(MimeMessage message, Reader reader) throws MessagingException {
    boolean ours = message.getSize() <= BYTES_MAX && reader.read(new MimeMessage(message));
    message.setFlag(ours ? Flags.Flag.DELETED : Flags.Flag.SEEN, true);
  }

  /** Something to do with the open folder. */
  private interface Work {
    void with(Folder folder) throws MessagingException;
  }

  private void open(Work work) throws Trouble {
    try (Store store = session.getStore(server.protocol())) {
      store.connect(
          server.host(),
          server.port(),
          server.credentials().user(),
          server.credentials().password());
      // Closing it throws away what was marked as deleted.
      try (Folder folder = store.getFolder(server.folder())) {
        folder.open(Folder.READ_WRITE);
        work.with(folder);
      }
    } catch (AuthenticationFailedException e) {
      // What the server says to it can name the user.
      throw new Trouble(server.where() + ": user and password are not accepted");
    } catch (FolderNotFoundException e) {
      throw new Trouble(server.where() + ": no folder of this name");
    } catch (MessagingException e) {
      throw new Trouble(server.where() + ": " + e.getClass().getSimpleName());
    }
  }
}
