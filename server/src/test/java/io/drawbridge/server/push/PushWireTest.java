package io.drawbridge.server.push;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.PushDeviceId;
import io.drawbridge.protocol.push.PushMessage;
import io.drawbridge.protocol.push.PushTarget;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.push.web.TestBrowser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices are subscribed through both doors, told, and called back (G-19). */
final class PushWireTest {
  @AutoClose
  private static final TestServer SERVER =
      TestServer.start(
          Map.of(
              ConfigKey.OUTBOUND_SCHEMES,
              "any",
              ConfigKey.OUTBOUND_ALLOWED,
              "127.0.0.0/8",
              ConfigKey.PUSH_HOLD,
              "0s"));

  private static final TestPerson OWNER = SERVER.setUp("Olga");

  @AutoClose private final PushService service = PushService.start();

  @ParameterizedTest
  @EnumSource
  void externalIsToldThatSomethingIsThereAndCalledBack(Door door) {
    ConversationId group = TestSteps.group(OWNER, "Pushed");
    TestPerson external = TestSteps.external(SERVER, OWNER, group, clientId() + "Xenia");
    TestBrowser browser = new TestBrowser();
    String path = clientId();
    try (Door.Entered xenia = door.enter(external)) {
      PushDeviceId device =
          xenia
              .call(
                  new SessionCommand.SubscribePush(
                      clientId(), browser.at(service.url(path)), "phone", Optional.empty()))
              .device();
      assertThat(xenia.call(new SessionCommand.ListPush()).devices())
          .singleElement()
          .satisfies(shown -> assertThat(shown.device()).isEqualTo(device));
      refused(
          ErrorCode.INVALID,
          () ->
              xenia.call(
                  new SessionCommand.SubscribePush(
                      clientId(),
                      new PushTarget.Gateway(new Secret("t")),
                      "app",
                      Optional.empty())));
      try (Door.Entered owner = door.enter(OWNER)) {
        refused(
            ErrorCode.NOT_FOUND,
            () -> owner.call(new SessionCommand.UnsubscribePush(clientId(), device)));
      }
      long pos = TestSteps.send(OWNER, group, "canary <@" + external.account() + ">").pos();
      assertThat(service.await(path, 1).getLast().by(browser))
          .isEqualTo(new PushMessage.Notice(group, pos, Optional.empty()));
      TestSteps.remove(OWNER, group, external.account());
      List<PushService.Call> calls = service.await(path, 2);
      assertThat(calls.getLast().by(browser)).isEqualTo(new PushMessage.Withdraw(group));
      xenia.call(new SessionCommand.UnsubscribePush(clientId(), device));
      assertThat(xenia.call(new SessionCommand.ListPush()).devices()).isEmpty();
    }
  }
}
