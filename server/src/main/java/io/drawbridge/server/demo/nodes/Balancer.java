package io.drawbridge.server.demo.nodes;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The HAProxy before the demo's nodes: people connect to it, and it asks each node whether it
 * serves.
 */
record Balancer(Path program, String host, int port, URI page, List<Node> nodes) {
  /** The text of its configuration file. */
  String configuration() {
    return """
    # Written by the demo at each start.
    global
      maxconn 4000

    defaults
      mode http
      timeout connect 2s
      timeout client 120s
      timeout server 120s
      # Of a WebSocket, which both ends keep alive by pings.
      timeout tunnel 120s
      timeout check 2s
      # A node that does not take a connection any more: the next one gets it.
      retries 3
      option redispatch 1

    frontend people
      bind %s:%d
      default_backend nodes

    backend nodes
      balance leastconn
      # Set and not added to: what a client claims about itself must not count.
      http-request set-header X-Forwarded-For %%[src]
      option httpchk
      http-check send meth GET uri /health/ready ver HTTP/1.1 hdr Host localhost
      http-check expect status 200
      default-server check inter 500ms fall 2 rise 1
    %s
    """
        .formatted(
            host.isEmpty() ? "*" : host,
            port,
            nodes.stream()
                .map(node ->
                    "  server %s 127.0.0.1:%d port %d"
                        .formatted(node.name(), node.port(), node.managementPort()))
                .collect(Collectors.joining("\n")));
  }

  Service.Plan plan(Path folder) {
    return new Service.Plan(
        "haproxy",
        List.of(program.toString(), "-db", "-f", folder.resolve("haproxy.cfg").toString()),
        folder.resolve("haproxy.log"),
        () -> Probe.isWell(page));
  }
}
