package io.drawbridge.server.demo.nodes;

import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.config.ConfigValues;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * The server of NATS by which the demo's nodes ring at each other, with a login of its own that may
 * do nothing else.
 */
record NatsPart(Path program, int port, String password) {
  private static final String USER = "drawbridge";
  private static final int PASSWORD_BYTES = 24;

  static NatsPart of(Path program, int port) {
    byte[] secret = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(secret);
    return new NatsPart(program, port, HexFormat.of().formatHex(secret));
  }

  /** The configuration of a node that rings by it. */
  ConfigValues join(ConfigValues node) {
    return node.with(ConfigKey.CLUSTER, "nats")
        .with(ConfigKey.NATS_URL, "nats://127.0.0.1:" + port)
        .with(ConfigKey.NATS_USER, USER)
        .with(ConfigKey.NATS_PASSWORD, password);
  }

  /** The text of its configuration file. */
  String configuration() {
    return """
    # Written by the demo at each start.
    listen: "127.0.0.1:%d"
    authorization {
      users: [
        {
          user: "%s"
          password: "%s"
          permissions { publish: "drawbridge.ring", subscribe: "drawbridge.ring" }
        }
      ]
    }
    """
        .formatted(port, USER, password);
  }

  Service.Plan plan(Path folder) {
    return new Service.Plan(
        "nats-server",
        List.of(program.toString(), "-c", folder.resolve("nats.conf").toString()),
        folder.resolve("nats.log"),
        () -> Probe.listens(port));
  }
}
