package io.drawbridge.server.config;

import io.drawbridge.server.mail.bounce.BounceFolder;
import io.drawbridge.server.mail.bounce.BounceMailbox;
import io.drawbridge.server.mail.bounce.BounceSource;
import io.drawbridge.server.mail.bounce.ImapServer;
import io.drawbridge.server.mail.bounce.ImapServer.Security;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The URL of the place where mails come back: {@code imaps://} is TLS from the first byte, {@code
 * imap+starttls://} demands STARTTLS, {@code imap://} has neither and is for this machine alone; a
 * path names the folder of the mailbox. {@code file:///} is a folder of {@code .eml} files.
 */
final class BouncesUrl {
  private static final Map<String, Security> SCHEMES =
      Map.of("imap", Security.NONE, "imap+starttls", Security.STARTTLS, "imaps", Security.TLS);

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final int IMAP_PORT = 143;
  private static final int IMAPS_PORT = 993;
  private static final String INBOX = "INBOX";

  private BouncesUrl() {}

  /** Reads the URL; empty if the text is none. */
  static Optional<BounceSource> parse(String text, List<X509Certificate> authorities) {
    Optional<URI> uri =
        ConfigReader.uri(text)
            .filter(it -> it.getScheme() != null)
            .filter(it -> it.getRawQuery() == null && it.getRawFragment() == null);
    if (uri.filter(it -> it.getScheme().equals("file")).isPresent()) {
      return uri.filter(it -> it.getRawAuthority() == null && it.getPath() != null)
          .map(it -> new BounceFolder(Path.of(it.getPath())));
    }
    return uri.flatMap(it -> mailbox(it, authorities)).map(BounceMailbox::new);
  }

  private static Optional<ImapServer> mailbox(URI uri, List<X509Certificate> authorities) {
    Optional<Security> security = Optional.ofNullable(SCHEMES.get(uri.getScheme()));
    return MailLogin.server(uri)
        .filter(it -> it.login().isPresent())
        .flatMap(it ->
            security
                .filter(how -> how != Security.NONE || THIS_MACHINE.contains(it.host()))
                .map(how ->
                    new ImapServer(
                        it.host(),
                        it.port().orElse(how == Security.TLS ? IMAPS_PORT : IMAP_PORT),
                        how,
                        it.login().get(),
                        authorities,
                        folder(uri))));
  }

  private static String folder(URI uri) {
    String path = uri.getPath();
    return path.length() > 1 ? path.substring(1) : INBOX;
  }
}
