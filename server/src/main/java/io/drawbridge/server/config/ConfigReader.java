package io.drawbridge.server.config;

import io.drawbridge.server.config.RawConfig.Given;
import io.drawbridge.server.outbound.OutboundRules;
import io.drawbridge.server.quota.Quota;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns raw values into typed ones. A wrong value is noted as a mistake and replaced by a harmless
 * one, so that all mistakes are found in one go.
 */
final class ConfigReader {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251})?");
  private static final Pattern QUOTA =
      Pattern.compile("([0-9]{1,10}), *([0-9]{1,10}), *([0-9]{1,15}), *([0-9]{1,15})");

  private final RawConfig raw;

  ConfigReader(RawConfig raw) {
    this.raw = raw;
  }

  String text(ConfigKey key) {
    return raw.given(key).map(Given::value).orElse("");
  }

  Optional<String> optionalText(ConfigKey key) {
    return raw.given(key).map(Given::value);
  }

  int number(ConfigKey key, int min, int max) {
    return parsed(
            key,
            text -> {
              if (!text.matches("[0-9]{1,9}")) {
                return Optional.empty();
              }
              int number = Integer.parseInt(text);
              return number >= min && number <= max ? Optional.of(number) : Optional.empty();
            })
        .orElse(min);
  }

  /** Four numbers: rows and bytes a minute, rows and bytes a day. */
  Quota quota(ConfigKey key) {
    return parsed(key, ConfigReader::quotaOf).orElse(new Quota(1, Quota.BYTES_MIN, 1, 1));
  }

  private static Optional<Quota> quotaOf(String text) {
    Matcher matcher = QUOTA.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Quota quota =
        new Quota(
            Long.parseLong(matcher.group(1)),
            Long.parseLong(matcher.group(2)),
            Long.parseLong(matcher.group(3)),
            Long.parseLong(matcher.group(4)));
    return Optional.of(quota).filter(Quota::isInBounds);
  }

  Duration duration(ConfigKey key, Duration min, Duration max) {
    return parsed(
            key,
            text -> durationOf(text).filter(it -> it.compareTo(min) >= 0 && it.compareTo(max) <= 0))
        .orElse(min);
  }

  private static Optional<Duration> durationOf(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        });
  }

  <E extends Enum<E>> E oneOf(ConfigKey key, E first, List<E> all) {
    return parsed(
            key,
            text ->
                all.stream()
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst())
        .orElse(first);
  }

  /** A file that exists and can be read. */
  Optional<Path> readable(ConfigKey key) {
    return parsed(key, text -> path(text).filter(Files::isReadable).filter(Files::isRegularFile));
  }

  /** The certificates of a PEM file; none if no file is given. */
  List<X509Certificate> certificates(ConfigKey key) {
    return parsed(key, text -> path(text).flatMap(ConfigReader::certificatesIn)).orElse(List.of());
  }

  private static Optional<List<X509Certificate>> certificatesIn(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      return Optional.of(all).filter(it -> !it.isEmpty());
    } catch (IOException | CertificateException e) {
      return Optional.empty();
    }
  }

  Path folder(ConfigKey key) {
    return parsed(
            key,
            text -> path(text).filter(folder -> !Files.exists(folder) || Files.isDirectory(folder)))
        .orElse(Path.of("."))
        .toAbsolutePath()
        .normalize();
  }

  /** An http or https URL; without a slash at its end. */
  Optional<URI> url(ConfigKey key) {
    return parsed(
        key,
        text -> webOf(text).filter(it -> it.getRawQuery() == null && it.getFragment() == null));
  }

  List<InetAddress> addresses(ConfigKey key) {
    return list(
        key,
        text -> {
          try {
            return Optional.of(InetAddress.ofLiteral(text));
          } catch (IllegalArgumentException e) {
            return Optional.empty();
          }
        });
  }

  List<String> hostNames(ConfigKey key) {
    return list(key, text -> Optional.of(text).filter(it -> HOST_NAME.matcher(it).matches()));
  }

  /** Host names and networks that may be called although they are not public. */
  List<OutboundRules.Allowed> outbound(ConfigKey key) {
    return list(key, OutboundRules.Allowed::parse);
  }

  List<URI> origins(ConfigKey key) {
    return list(key, ConfigReader::originOf);
  }

  <T> List<T> list(ConfigKey key, Function<String, Optional<T>> parse) {
    return parsed(
            key,
            text -> {
              List<T> all = new ArrayList<>();
              for (String each : Arrays.stream(text.split(",")).map(String::strip).toList()) {
                Optional<T> value = parse.apply(each);
                if (value.isEmpty()) {
                  return Optional.<List<T>>empty();
                }
                all.add(value.get());
              }
              return Optional.of(List.copyOf(all));
            })
        .orElse(List.of());
  }

  /** Only scheme, host and port. */
  private static Optional<URI> originOf(String text) {
    return webOf(text).filter(it -> it.getRawPath().isEmpty() && it.getRawQuery() == null);
  }

  private static Optional<URI> webOf(String text) {
    return uri(text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
        .filter(it -> "http".equals(it.getScheme()) || "https".equals(it.getScheme()))
        .filter(it -> it.getHost() != null && it.getRawUserInfo() == null);
  }

  <T> Optional<T> parsed(ConfigKey key, Function<String, Optional<T>> parse) {
    Optional<Given> given = raw.given(key);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value = parse.apply(given.get().value());
    if (value.isEmpty()) {
      raw.wrong(key, given.get());
    }
    return value;
  }

  /** Notes a mistake that concerns two keys. */
  void mistake(String line) {
    raw.mistake(line);
  }

  static Optional<URI> uri(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
