package io.drawbridge.examples;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.HttpCaller;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.WorkspaceResult;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Server;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.demo.MailFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A real server with a workspace, its owner Ada, and a bot. */
final class Company implements AutoCloseable {

  static final String ADA = "ada@example.com";
  static final Secret PASSWORD = new Secret("correct horse battery");

  private final Path folder;
  private Server server;
  private final WorkspaceId workspace;
  private final ChatClient ada;
  private final WorkspaceResult.BotCreated bot;

  private Company(Path folder, Server server) {
    this.folder = folder;
    this.server = server;
    HttpCaller nobody =
        new HttpCaller(
            HttpClient.newHttpClient(), server.url(), Optional::empty, Duration.ofSeconds(20));
    AccountResult.Redeemed made =
        nobody
            .call(
                new WorkspaceCommand.SetUp(
                    server.setUpLink().orElseThrow().token(),
                    "Northwind",
                    ADA,
                    "Ada",
                    PASSWORD,
                    "test"))
            .join();
    ada = client(Credentials.of(made.tokens()));
    ada.connect().join();
    workspace = ada.account().me().join().workspaces().getFirst().workspace();
    bot = ada.workspaces().createBot(workspace, "Helper").join();
  }

  static Company start() {
    try {
      Path folder = Files.createTempDirectory("drawbridge-examples-");
      return new Company(folder, launch(folder, 0));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Server launch(Path folder, int port) {
    Map<ConfigKey, String> flags =
        Map.of(
            ConfigKey.HTTP_PORT,
            Integer.toString(port),
            ConfigKey.MANAGEMENT_PORT,
            "0",
            ConfigKey.DATA_FOLDER,
            folder.toString(),
            ConfigKey.DRAIN,
            "0s",
            ConfigKey.INVITATIONS_PER_BOT,
            "10");
    return Server.start(ServerConfig.load(Optional.empty(), Map.of(), flags));
  }

  /** Stops the server and starts it again at the same address, on the same data. */
  void restart() {
    int port = server.url().getPort();
    server.close();
    server = launch(folder, port);
  }

  Server server() {
    return server;
  }

  WorkspaceId workspace() {
    return workspace;
  }

  ChatClient ada() {
    return ada;
  }

  WorkspaceResult.BotCreated bot() {
    return bot;
  }

  ChatClient client(Credentials credentials) {
    return ChatClient.builder(server.url()).credentials(credentials).build();
  }

  /** Waits for the mail to an address; the one-time token in it. */
  String mailedToken(String address) throws InterruptedException {
    return new MailFiles(server.mailFolder()).awaitToken(address, Set.of()).value();
  }

  @Override
  public void close() {
    ada.close();
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
