package io.drawbridge.server.app;

import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.assembly.Addresses;
import io.drawbridge.server.assembly.StartTrouble;
import io.drawbridge.server.config.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of what is done by the running server, in the name of whose token it is. */
final class ServerFlags {
  /** Where the token of an owner or admin is. */
  private static final String TOKEN = "DRAWBRIDGE_TOKEN";

  private final Map<String, String> environment;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "has an access token of an owner or admin, for what the running server does; else "
              + TOKEN
              + " has it")
  private @Nullable Path tokenFile;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "the running server; by default the one of this configuration")
  private @Nullable URI server;

  ServerFlags(Map<String, String> environment) {
    this.environment = environment;
  }

  URI address(ServerConfig config) {
    return server == null ? Addresses.local(config) : server;
  }

  /**
   * The token.
   *
   * @param task that asks for it
   * @throws StartTrouble with one line if there is none
   */
  Secret token(String task) {
    Optional<String> found = Optional.ofNullable(environment.get(TOKEN));
    if (tokenFile != null) {
      try {
        found = Optional.of(Files.readString(tokenFile));
      } catch (IOException e) {
        throw new StartTrouble("--token-file: %s cannot be read".formatted(tokenFile));
      }
    }
    return found
        .map(String::strip)
        .filter(token -> !token.isEmpty())
        .map(Secret::new)
        .orElseThrow(() ->
            new StartTrouble(
                "%s: no token (expected: an access token of an owner or admin in %s or --token-file)"
                    .formatted(task, TOKEN)));
  }
}
