package io.drawbridge.server.edge.http;

import io.drawbridge.server.db.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files of the web client, as one version of it. Scripts and styles are served below a folder
 * that is named by the hash of all of them too, and the page loads them from there: what a browser
 * has of two versions never mixes, and it may keep each file for good. {@code page/files.txt} lists
 * them, so that only what is listed exists; a line is a path, a resource and a content type.
 */
final class PageShell {
  private static final String FOLDER = "/page/";
  private static final String INDEX = "index.html";
  private static final String WORKER = "sw.js";
  private static final int VERSION_CHARS = 16;
  private static final Pattern PART = Pattern.compile("/[a-z]+/.+");
  private static final Pattern LINK =
      Pattern.compile("(href|src)=\"((?:app|styles|words)/[^\"]+)\"");

  private static final String FIRST_VIEW = "/app/main.js";
  private static final String SIGNED_IN = "/app/signed-in.js";

  static final PageShell SHIPPED = read();

  /** A file: where it is, what it is, and whether it stays the same for good. */
  record File(String path, Representation body, boolean lasting) {}

  private final List<File> files;
  private final String index;

  private PageShell(List<File> files, String index) {
    this.files = List.copyOf(files);
    this.index = index;
  }

  List<File> files() {
    return files;
  }

  /** The page itself, as it is served. */
  String index() {
    return index;
  }

  private static PageShell read() {
    List<String[]> lines =
        text("files.txt")
            .lines()
            .filter(line -> !line.isBlank())
            .map(it -> it.split("\\s+", 3))
            .toList();
    String folder = "/page-" + version(lines);
    String index = index(lines, folder);
    String worker = worker(lines, folder);
    List<File> files = new ArrayList<>();
    for (String[] line : lines) {
      Representation body =
          new Representation(
              line[2],
              switch (line[1]) {
                case INDEX -> index.getBytes(StandardCharsets.UTF_8);
                case WORKER -> worker.getBytes(StandardCharsets.UTF_8);
                default -> bytes(line[1]);
              });
      files.add(new File(line[0], body, false));
      if (PART.matcher(line[0]).matches()) {
        files.add(new File(folder + line[0], body, true));
      }
    }
    return new PageShell(files, index);
  }

  private static String version(List<String[]> lines) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String[] line : lines) {
      all.writeBytes(String.join(" ", line).getBytes(StandardCharsets.UTF_8));
      all.writeBytes(Sha256.of(bytes(line[1])));
    }
    return HexFormat.of().formatHex(Sha256.of(all.toByteArray())).substring(0, VERSION_CHARS);
  }

  /**
   * Has the page load one version's files: at once what its first view takes, which it would find
   * only in one another, and after that what it takes once somebody is signed in.
   */
  private static String index(List<String[]> lines, String folder) {
    String here = folder.substring(1);
    Map<String, String> scripts = new HashMap<>();
    for (String[] line : lines) {
      if (line[0].endsWith(".js")) {
        scripts.put(line[0], text(line[1]));
      }
    }
    String page = text(INDEX);
    PageModules modules = new PageModules(page, scripts);
    Set<String> first = modules.importedBy(FIRST_VIEW);
    Set<String> then = modules.importedBy(SIGNED_IN);
    then.removeAll(first);
    String early =
        links("modulepreload", here, first) + links("prefetch\" as=\"script", here, then);
    return LINK.matcher(page)
        .replaceAll("$1=\"" + here + "/$2\"")
        .replaceAll("\"\\./(lib|sdk)/", "\"./" + here + "/$1/")
        .replace("  </head>", early + "  </head>");
  }

  private static String links(String how, String folder, Set<String> paths) {
    return paths.stream()
        .map(it -> "    <link rel=\"%s\" href=\"%s%s\">\n".formatted(how, folder, it))
        .collect(Collectors.joining());
  }

  private static String worker(List<String[]> lines, String folder) {
    String parts =
        lines.stream()
            .map(line -> line[0])
            .filter(path -> PART.matcher(path).matches())
            .map(path -> "'%s%s'".formatted(folder.substring(1), path))
            .collect(Collectors.joining(", "));
    return text(WORKER)
        .replace("const FOLDER = ''", "const FOLDER = '%s'".formatted(folder.substring(1)))
        .replace("const FILES = []", "const FILES = [" + parts + "]");
  }

  private static String text(String resource) {
    return new String(bytes(resource), StandardCharsets.UTF_8);
  }

  /** A file of the page, or with a slash before it one of a library's. */
  private static byte[] bytes(String resource) {
    String path = resource.startsWith("/") ? resource : FOLDER + resource;
    try (InputStream in = PageShell.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("missing on the class path: " + path);
      }
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
