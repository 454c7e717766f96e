package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.id.PushDeviceId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.push.PushDevice;
import io.drawbridge.protocol.push.PushKind;
import io.drawbridge.protocol.push.PushTarget;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.SessionResult;
import io.drawbridge.protocol.text.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Subscribes devices by lines that are typed (G-19). */
class PushWireTest extends FakeTalk {
  private static final PushDeviceId DEVICE = new PushDeviceId(5);

  @Test
  void devicesAreSubscribedListedAndEnded() {
    server.on(SessionCommand.SubscribePush.class, _ -> new SessionResult.PushSubscribed(DEVICE));
    server.on(SessionCommand.UnsubscribePush.class, _ -> new Done());
    server.on(
        SessionCommand.ListPush.class,
        _ ->
            new SessionResult.PushDevices(
                List.of(
                    new PushDevice(
                        DEVICE,
                        PushKind.GATEWAY,
                        "Phone",
                        Optional.of(new SessionId(7)),
                        Instant.EPOCH)),
                "BKey",
                true));

    String record =
        talk(
            "/push app t-1 My phone",
            "/push web https://push.example/1 BPoint secret Laptop",
            "/push",
            "/push end " + DEVICE,
            "/push end it");

    assertThat(record)
        .contains("It is pushed to: " + DEVICE)
        .contains("gateway, Phone, until its session ends")
        .contains("Browsers subscribe with BKey")
        .contains("It is pushed to no more.")
        .contains("/push app TOKEN NAME");
    assertThat(server.received(SessionCommand.SubscribePush.class))
        .extracting(SessionCommand.SubscribePush::target, SessionCommand.SubscribePush::name)
        .containsExactly(
            tuple(new PushTarget.Gateway(new Secret("t-1")), "My phone"),
            tuple(
                new PushTarget.Web(
                    new Secret("https://push.example/1"), "BPoint", new Secret("secret")),
                "Laptop"));
  }
}
