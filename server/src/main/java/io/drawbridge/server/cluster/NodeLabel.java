package io.drawbridge.server.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Tells operators which process a node is. */
record NodeLabel(String host, String version) {
  /** The label of this process. */
  static NodeLabel here() {
    return new NodeLabel(
        hostName(),
        Optional.ofNullable(NodeLabel.class.getPackage().getImplementationVersion())
            .orElse("development"));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "unknown";
    }
  }
}
