package io.drawbridge.server.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class WebFilesTest {
  private static final Pattern IMPORT = Pattern.compile("from '([^']+)'");
  private static final Pattern NAMED = Pattern.compile("\"([^\"]+)\": \"\\.(/[^\"]+)\"");

  @Test
  void everythingThatAModuleImportsIsServed() throws IOException {
    Map<String, String> files = files();
    Map<String, String> named = named();
    List<String> missing = new ArrayList<>();
    for (String path : files.keySet()) {
      if (path.endsWith(".js") && !path.startsWith("/lib/")) {
        Matcher imports = IMPORT.matcher(read(files.get(path)));
        while (imports.find()) {
          String imported = imports.group(1);
          String meant =
              imported.startsWith(".")
                  ? java.net.URI.create(path).resolve(imported).toString()
                  : named.get(imported);
          if (!files.containsKey(meant)) {
            missing.add(path + " imports " + imported);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void nothingTurnsTextIntoMarkupOrCode() throws IOException {
    for (String resource : files().values().stream().filter(it -> !it.startsWith("/")).toList()) {
      assertThat(read(resource))
          .as(resource)
          .doesNotContain(
              "innerHTML",
              "dangerouslySet",
              "outerHTML",
              "insertAdjacentHTML",
              "document.write",
              "eval(")
          .doesNotContain(" style=", "onclick=\"", "javascript:");
    }
  }

  /** The paths of what modules import by a name, by the page's import map. */
  private static Map<String, String> named() throws IOException {
    Map<String, String> named = new LinkedHashMap<>();
    Matcher names = NAMED.matcher(read("index.html"));
    while (names.find()) {
      named.put(names.group(1), names.group(2));
    }
    return named;
  }

  private static Map<String, String> files() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (String line : read("files.txt").lines().toList()) {
      String[] parts = line.split("\\s+", 3);
      files.put(parts[0], parts[1]);
    }
    return files;
  }

  private static String read(String resource) throws IOException {
    String path = resource.startsWith("/") ? resource : "/page/" + resource;
    try (InputStream in = WebFilesTest.class.getResourceAsStream(path)) {
      assertThat(in).as(resource).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
