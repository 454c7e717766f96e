package io.drawbridge.server.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Values as they were written, with the place they come from: defaults, then the file, then the
 * environment, then flags; the later wins. Collects mistakes instead of stopping at the first.
 */
final class RawConfig {
  /** Variables of the start script, and of commands. */
  private static final Set<String> NOT_KEYS =
      Set.of("DRAWBRIDGE_HEAP", "DRAWBRIDGE_CONFIG", "DRAWBRIDGE_TOKEN");

  /** The form of a key: what else stands before a = may be part of a secret. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

  private final Map<ConfigKey, Given> values = new EnumMap<>(ConfigKey.class);
  private final List<String> mistakes = new ArrayList<>();

  /** A value and where it was written. */
  record Given(String value, String source) {}

  RawConfig() {
    for (ConfigKey key : ConfigKey.values()) {
      if (!key.standard().isEmpty()) {
        values.put(key, new Given(key.standard(), "the default"));
      }
    }
  }

  void file(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      mistakes.add("--config: %s does not exist (expected: a configuration file)".formatted(file));
      return;
    } catch (MalformedInputException e) {
      mistakes.add("--config: %s is not UTF-8 text".formatted(file));
      return;
    } catch (IOException e) {
      mistakes.add("--config: %s cannot be read".formatted(file));
      return;
    }
    for (int i = 0; i < lines.size(); i++) {
      line(lines.get(i).strip(), "%s line %d".formatted(file, i + 1));
    }
  }

  private void line(String line, String source) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    int equals = line.indexOf('=');
    if (equals < 0) {
      mistakes.add("%s: no = in the line (expected: key = value)".formatted(source));
      return;
    }
    String name = line.substring(0, equals).strip();
    Optional<ConfigKey> key = ConfigKey.find(name);
    if (!KEY.matcher(name).matches()) {
      mistakes.add("%s: no key before the = (expected: key = value)".formatted(source));
      return;
    }
    if (key.isEmpty()) {
      mistakes.add(
          "%s: unknown key (expected: a key as http.port; from %s)".formatted(name, source));
      return;
    }
    values.put(key.get(), new Given(line.substring(equals + 1).strip(), source));
  }

  void environment(Map<String, String> environment) {
    environment.forEach((variable, value) -> {
      if (!ConfigKey.looksOurs(variable) || NOT_KEYS.contains(variable)) {
        return;
      }
      Optional<ConfigKey> key = ConfigKey.ofEnvironment(variable);
      if (key.isEmpty()) {
        mistakes.add(
            "%s: unknown key (expected: a key as DRAWBRIDGE_HTTP_PORT; from environment)"
                .formatted(variable));
      } else {
        values.put(key.get(), new Given(value.strip(), "environment " + variable));
      }
    });
  }

  void flags(Map<ConfigKey, String> flags) {
    flags.forEach((key, value) -> values.put(key, new Given(value.strip(), "flag " + key.flag())));
  }

  /** The value, if there is one that is not empty. */
  Optional<Given> given(ConfigKey key) {
    return Optional.ofNullable(values.get(key)).filter(given -> !given.value().isEmpty());
  }

  /** The values that are not empty, without the places they come from. */
  Map<ConfigKey, String> given() {
    Map<ConfigKey, String> given = new EnumMap<>(ConfigKey.class);
    for (ConfigKey key : ConfigKey.values()) {
      given(key).ifPresent(it -> given.put(key, it.value()));
    }
    return given;
  }

  /** Notes that the value of a key is wrong. */
  void wrong(ConfigKey key, Given given) {
    String shown = key.secret() || maybeSecret(given.value()) ? "the given value" : given.value();
    mistakes.add(
        "%s: %s (expected: %s; from %s)"
            .formatted(key.key(), shown, key.expectation(), given.source()));
  }

  /** Returns whether it may hold credentials, as a URL does in the wrong place. */
  private static boolean maybeSecret(String value) {
    return (value.contains("@") && value.contains(":")) || value.contains("password");
  }

  void mistake(String line) {
    mistakes.add(line);
  }

  List<String> mistakes() {
    return mistakes;
  }
}
