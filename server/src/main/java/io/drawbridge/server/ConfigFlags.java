package io.drawbridge.server;

import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags that give configuration: {@code --config} and one for each key. */
final class ConfigFlags {
  private static final String FILE = "--config";
  private static final String FILE_VARIABLE = "DRAWBRIDGE_CONFIG";

  private ConfigFlags() {}

  static void addTo(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder(FILE)
            .type(Path.class)
            .paramLabel("FILE")
            .description("the configuration file, lines of key = value")
            .build());
    for (ConfigKey key : ConfigKey.values()) {
      if (!key.secret()) {
        spec.addOption(
            OptionSpec.builder(key.flag())
                .type(String.class)
                .paramLabel("VALUE")
                .description(description(key))
                .build());
      }
    }
  }

  private static String description(ConfigKey key) {
    String standard = key.standard().isEmpty() ? "" : "; default " + key.standard();
    return "%s (%s%s)".formatted(key.meaning(), key.expectation(), standard).replace("%", "%%");
  }

  /** Loads the configuration and lets the log follow it; call before anything logs. */
  static ServerConfig load(CommandSpec spec, Map<String, String> environment) {
    ParseResult parsed = spec.commandLine().getParseResult();
    Optional<Path> file = Optional.ofNullable(parsed.matchedOptionValue(FILE, null));
    if (file.isEmpty()) {
      file = Optional.ofNullable(environment.get(FILE_VARIABLE)).map(Path::of);
    }
    Map<ConfigKey, String> flags = new EnumMap<>(ConfigKey.class);
    for (ConfigKey key : ConfigKey.values()) {
      String value = key.secret() ? null : parsed.matchedOptionValue(key.flag(), null);
      if (value != null) {
        flags.put(key, value);
      }
    }
    ServerConfig config = ServerConfig.load(file, environment, flags);
    // Read by logback.xml.
    System.setProperty("DRAWBRIDGE_LOG", config.log().name().toLowerCase(Locale.ROOT));
    return config;
  }
}
