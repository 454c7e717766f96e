package io.drawbridge.server.demo.nodes;

import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.config.ConfigValues;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One server process of the demo. */
record Node(String name, int port, int managementPort) {
  private static final String LOOPBACK = "127.0.0.1";

  URI url(String pathPrefix) {
    return URI.create("http://%s:%d%s".formatted(LOOPBACK, port, pathPrefix));
  }

  private URI ready() {
    return URI.create("http://%s:%d/health/ready".formatted(LOOPBACK, managementPort));
  }

  /** The configuration of this node, of one that is the same for all. */
  ConfigValues configuration(ConfigValues common) {
    return common
        .with(ConfigKey.HTTP_HOST, LOOPBACK)
        .with(ConfigKey.HTTP_PORT, port)
        .with(ConfigKey.MANAGEMENT_HOST, LOOPBACK)
        .with(ConfigKey.MANAGEMENT_PORT, managementPort)
        .with(ConfigKey.TRUSTED_PROXIES, LOOPBACK);
  }

  Path configurationFile(Path folder) {
    return folder.resolve(name + ".conf");
  }

  Service.Plan plan(Path folder, String mainClass) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As this process was started, but for what attaches to it.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.matches("-(agentlib|agentpath|javaagent|Xrunjdwp).*"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(List.of("run", "--config", configurationFile(folder).toString()));
    return new Service.Plan(
        name, command, folder.resolve(name + ".log"), () -> Probe.isWell(ready()));
  }
}
