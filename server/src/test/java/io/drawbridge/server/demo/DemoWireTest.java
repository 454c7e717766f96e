package io.drawbridge.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Server;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.workspace.SetUpLinks;
import java.nio.file.Path;
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
      DemoClient nobody = DemoClient.of(server.url());
      DemoClient olga =
          nobody.as(
              nobody
                  .call(new AccountCommand.SignIn(Demo.OLGA, new Secret(Demo.PASSWORD), "test"))
                  .accessToken());
      assertThat(
              olga.call(new InboxCommand.ListInbox(Optional.empty(), Optional.empty())).entries())
          .singleElement()
          .satisfies(entry -> assertThat(entry.conversation().hasExternals()).isTrue());
    }
  }
}
