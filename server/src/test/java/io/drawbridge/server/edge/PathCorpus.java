package io.drawbridge.server.edge;

import java.util.ArrayList;
import java.util.List;

/** Spellings of paths that exist, and of some that never did: none of them may be found. */
final class PathCorpus {
  private static final List<String> REAL =
      List.of("/", "/v1/ws", "/v1/account.me", "/metrics", "/health/ready", "/setup", "/web/x");
  private static final List<String> TRICKS =
      List.of(
          "/..",
          "/../",
          "/.",
          "/./",
          "//",
          "/%2e%2e",
          "/%2e",
          "/%2f",
          "/%5c",
          "/%00",
          "/;",
          "/;x=y",
          "?",
          "?x",
          "?token=t",
          "#",
          "%20",
          "%09",
          "/%c0%ae",
          "/%u002e",
          ".json",
          "~",
          "/index.html");
  private static final List<String> PREFIXES =
      List.of(
          "/x/..",
          "/%2e%2e",
          "/.",
          "//",
          "/v1/../",
          "/v1/..;/",
          "/V1",
          "/v1/%2e%2e/",
          "http://localhost",
          "http://localhost:1",
          "/\\",
          "/setup/%u002e%u002e");

  static final List<String> WRONG = wrong();

  private PathCorpus() {}

  private static List<String> wrong() {
    List<String> wrong =
        new ArrayList<>(List.of("*", "/nowhere", "/v1", "/v1/", "/v2/ws", "/v1/a"));
    for (String real : REAL) {
      TRICKS.forEach(trick -> wrong.add(real + trick));
      PREFIXES.forEach(prefix -> wrong.add(prefix + real));
      wrong.add(upper(real) + "/");
    }
    return List.copyOf(wrong);
  }

  private static String upper(String path) {
    return path.toUpperCase(java.util.Locale.ROOT);
  }
}
