package io.drawbridge.server.app;

import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.config.ConfigTrouble;
import io.drawbridge.server.config.ConfigValues;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.config.ServerConfig.LogFormat;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The options shared by the commands that need a configuration: {@code --config}, a flag for each
 * key, the environment, and where they print.
 */
final class ConfigFlags {
  private static final String LOG_PROPERTY = "DRAWBRIDGE_LOG";
  private static final String FILE_VARIABLE = "DRAWBRIDGE_CONFIG";

  private final Map<String, String> environment;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the configuration file, lines of key = value")
  private @Nullable Path file;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  ConfigFlags(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Gives the flags to the command whose mixin this is. */
  @Spec(Spec.Target.MIXEE)
  void addTo(CommandSpec mixee) {
    this.command = mixee;
    for (ConfigKey key : ConfigKey.values()) {
      if (!key.secret()) {
        mixee.addOption(
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
  ServerConfig load() {
    return values().config();
  }

  /** The same, as it was written. */
  ConfigValues values() {
    ParseResult parsed = commandLine().getParseResult();
    Optional<Path> given =
        Optional.ofNullable(file)
            .or(() -> Optional.ofNullable(environment.get(FILE_VARIABLE)).map(Path::of));
    Map<ConfigKey, String> flags = new EnumMap<>(ConfigKey.class);
    for (ConfigKey key : ConfigKey.values()) {
      String value = key.secret() ? null : parsed.matchedOptionValue(key.flag(), null);
      if (value != null) {
        flags.put(key, value);
      }
    }
    try {
      ConfigValues values = ConfigValues.load(given, environment, flags);
      follow(values.config().log().format());
      return values;
    } catch (ConfigTrouble e) {
      follow(e.log());
      throw e;
    }
  }

  /** Sets the log, and what commands print, to JSON or text. */
  private void follow(LogFormat format) {
    // Read by logback.xml.
    System.setProperty(LOG_PROPERTY, format.name().toLowerCase(Locale.ROOT));
    if (format == LogFormat.JSON) {
      CommandLine line = commandLine();
      line.setOut(JsonLines.over(line.getOut(), "INFO"));
      line.setErr(JsonLines.over(line.getErr(), "ERROR"));
    }
  }

  CommandLine commandLine() {
    return command.commandLine();
  }

  /** The writer that the command prints to. */
  PrintWriter out() {
    return commandLine().getOut();
  }
}
