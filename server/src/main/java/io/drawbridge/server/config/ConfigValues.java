package io.drawbridge.server.config;

import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The values of a configuration as they were written, defaults among them: for what starts other
 * servers with nearly the same configuration. Immutable.
 */
@LetsOut(Surface.DATA_FOLDER)
public final class ConfigValues {
  private final Map<ConfigKey, String> values;

  private ConfigValues(Map<ConfigKey, String> values) {
    this.values = values;
  }

  /**
   * Puts defaults, file, environment and flags together.
   *
   * @throws ConfigTrouble as {@link ServerConfig#load}
   */
  public static ConfigValues load(
      Optional<Path> file, Map<String, String> environment, Map<ConfigKey, String> flags) {
    ServerConfig _ = ServerConfig.load(file, environment, flags);
    RawConfig raw = new RawConfig();
    file.ifPresent(raw::file);
    raw.environment(environment);
    raw.flags(flags);
    return new ConfigValues(raw.given());
  }

  /** The same with another value of a key; an empty one stands for none. */
  public ConfigValues with(ConfigKey key, Object value) {
    Map<ConfigKey, String> other = new EnumMap<>(values);
    other.put(key, value.toString());
    return new ConfigValues(other);
  }

  /**
   * The configuration that these values make.
   *
   * @throws ConfigTrouble if they are no good together
   */
  public ServerConfig config() {
    return ServerConfig.load(Optional.empty(), Map.of(), values);
  }

  /** Writes them as a configuration file that nobody but its owner can read. */
  public void write(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        file,
        values.entrySet().stream()
            .filter(it -> !it.getValue().isEmpty())
            .map(it -> "%s = %s%n".formatted(it.getKey().key(), it.getValue()))
            .collect(Collectors.joining()));
  }
}
