package io.drawbridge.server.doctor;

import io.drawbridge.server.cluster.nats.NatsDoorbell;
import io.drawbridge.server.cluster.nats.NatsServers;
import java.io.IOException;

/** Checks whether a server of NATS answers, by TLS as demanded, and takes the login. */
final class NatsCheck {
  private NatsCheck() {}

  static Finding examine(NatsServers servers) {
    try {
      NatsDoorbell.greet(servers);
      return Finding.ok("doorbell", servers.where() + " answers");
    } catch (IOException e) {
      return Finding.fail("doorbell", servers.where() + ": " + e.getMessage());
    }
  }
}
