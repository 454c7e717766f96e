package io.drawbridge.server.edge.http;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds what the modules of the page import, by the paths at which they are served. */
final class PageModules {
  private static final Pattern IMPORT = Pattern.compile("\\bfrom\\s*[\"']([\\w./-]+)[\"']");
  private static final Pattern NAMED = Pattern.compile("\"([\\w/-]+)\": \"\\.(/[^\"]+)\"");

  private final Map<String, String> scripts;
  private final Map<String, String> named;

  /**
   * @param page whose import map has the names of modules
   * @param scripts their texts by their paths
   */
  PageModules(String page, Map<String, String> scripts) {
    this.scripts = Map.copyOf(scripts);
    this.named =
        NAMED
            .matcher(page)
            .results()
            .collect(Collectors.toUnmodifiableMap(it -> it.group(1), it -> it.group(2)));
  }

  /** A module and all that are loaded with it, but for those that it asks for later. */
  Set<String> importedBy(String module) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> left = new ArrayDeque<>(Set.of(module));
    while (!left.isEmpty()) {
      String path = left.remove();
      String script = scripts.get(path);
      if (script != null && found.add(path)) {
        IMPORT
            .matcher(script)
            .results()
            .map(it -> named.getOrDefault(it.group(1), it.group(1)))
            .forEach(it -> left.add(URI.create(path).resolve(it).getPath()));
      }
    }
    return found;
  }
}
