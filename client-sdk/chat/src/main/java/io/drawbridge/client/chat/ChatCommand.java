package io.drawbridge.client.chat;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.ChatClientBuilder;
import io.drawbridge.client.Credentials;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of the terminal client. */
@Command(
    name = "drawbridge chat",
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    sortOptions = false,
    description = "Talks from a terminal. Type /help once you are in.")
final class ChatCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SERVER",
      defaultValue = "http://127.0.0.1:8080",
      description = "where the server is (default: ${DEFAULT-VALUE})")
  private URI server = URI.create("http://127.0.0.1:8080");

  @ArgGroup(exclusive = true)
  private Who who = new Who();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "how you are called, if the link makes your account")
  private @Nullable String name;

  @Option(
      names = "--keep",
      paramLabel = "FILE",
      description = "keep the session in this file, and continue it the next time")
  private @Nullable Path keep;

  /** The options that say who signs in. */
  static final class Who {
    @Option(
        names = "--email",
        paramLabel = "ADDRESS",
        description = "sign in with a password: of DRAWBRIDGE_PASSWORD, else it is asked for")
    private @Nullable String email;

    @Option(
        names = "--link",
        paramLabel = "LINK",
        description = "sign in with the link of a mail, or its token; works once")
    private @Nullable String link;

    @Option(
        names = "--code",
        paramLabel = "CODE",
        description = "come in by a code that you were told; works once, and takes --keep")
    private @Nullable String code;
  }

  @Override
  public Integer call() throws Exception {
    try (Terminal terminal = Terminal.open()) {
      return talk(terminal);
    }
  }

  private int talk(Terminal terminal) throws Exception {
    Optional<SessionFile> file = Optional.ofNullable(keep).map(SessionFile::new);
    if (who.code != null && file.isEmpty()) {
      terminal.print("chat: --code takes --keep FILE: nothing else lets you in again");
      return 2;
    }
    Optional<Credentials> credentials = credentials(terminal, file);
    if (credentials.isEmpty()) {
      terminal.print(
          "chat: say who you are: --email ADDRESS, --link LINK, --code CODE or --keep FILE");
      return 2;
    }
    ChatClientBuilder builder =
        ChatClient.builder(server).credentials(credentials.get()).device("terminal");
    file.ifPresent(builder::onTokens);
    try (ChatClient client = builder.build()) {
      Talk talk = new Talk(client, terminal);
      client.connect().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      talk.run();
      return 0;
    }
  }

  private Optional<Credentials> credentials(Terminal terminal, Optional<SessionFile> file) {
    if (who.link != null) {
      return Optional.of(
          name == null
              ? Credentials.link(tokenOf(who.link))
              : Credentials.link(tokenOf(who.link), name));
    }
    if (who.code != null) {
      return Optional.of(
          name == null ? Credentials.code(who.code) : Credentials.code(who.code, name));
    }
    if (who.email != null) {
      String address = who.email;
      return Optional.ofNullable(System.getenv("DRAWBRIDGE_PASSWORD"))
          .or(() -> terminal.ask("Password:", true))
          .map(password -> Credentials.password(address, password));
    }
    return file.flatMap(SessionFile::refreshToken).map(Credentials::refresh);
  }

  /** The text after the last separator of a link, or the token itself. */
  static String tokenOf(String link) {
    int end = link.length();
    int start = end;
    while (start > 0 && "/#=?".indexOf(link.charAt(start - 1)) < 0) {
      start--;
    }
    return link.substring(start);
  }
}
