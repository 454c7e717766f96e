package io.drawbridge.server.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tells operators which process a node is. */
record NodeLabel(String host, String version) {
  private static final Path OWN_NAME = Path.of("/proc/sys/kernel/hostname");

  /** The label of this process. */
  static NodeLabel here() {
    return new NodeLabel(
        hostName(),
        Optional.ofNullable(NodeLabel.class.getPackage().getImplementationVersion())
            .orElse("development"));
  }

  /** Where the system has a name of its own, no name server is asked: a start would wait for it. */
  private static String hostName() {
    try {
      return Files.isReadable(OWN_NAME)
          ? Files.readString(OWN_NAME).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException nameless) {
      return "unknown";
    }
  }
}
