package io.drawbridge.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.search.Hit;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Server;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.client.ServerClient;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.workspace.SetUpLinks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoWireTest {
  @Test
  void guestSeesTheOneThreadBehindAPathPrefixToo(@TempDir Path folder) throws Exception {
    try (TestServer started = TestServer.start(Map.of(ConfigKey.PATH_PREFIX, "/chat"))) {
      Server server = started.server();
      Demo.fill(
          server.url(),
          folder,
          server.mailFolder(),
          server.setUpLink().map(SetUpLinks.Link::token));
      ServerClient nobody = ServerClient.of(server.url());
      ServerClient olga =
          nobody.as(
              nobody
                  .call(new AccountCommand.SignIn(Demo.OLGA, new Secret(Demo.PASSWORD), "test"))
                  .accessToken());
      assertThat(
              olga.call(new InboxCommand.ListInbox(Optional.empty(), Optional.empty())).entries())
          .singleElement()
          .satisfies(entry -> assertThat(entry.conversation().hasExternals()).isTrue());
      ServerClient ada =
          nobody.as(
              nobody
                  .call(new AccountCommand.SignIn(Demo.ADA, new Secret(Demo.PASSWORD), "test"))
                  .accessToken());
      assertThat(outsiders(ada))
          .containsExactly(
              "Finn active until", "Greta active", "Kim active", "Maya pending", "Olga active");
      List<Hit> found =
          ada.call(
                  new MessageCommand.Search(
                      "draft has:file invoice",
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty()))
              .messages();
      assertThat(found)
          .singleElement()
          .satisfies(hit ->
              assertThat(hit.message().files())
                  .extracting(FileView::type)
                  .containsExactly("image/png", "text/plain"));
    }
  }

  private static List<String> outsiders(ServerClient ada) {
    WorkspaceId workspace = ada.call(new AccountCommand.Me()).workspaces().getFirst().workspace();
    return ada
        .call(
            new ExternalCommand.ListExternals(
                workspace, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
        .externals()
        .stream()
        .map(it ->
            it.name().orElseThrow()
                + " "
                + it.state().wire()
                + (it.until().isPresent() ? " until" : ""))
        .toList();
  }
}
