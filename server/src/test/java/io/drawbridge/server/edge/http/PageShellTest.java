package io.drawbridge.server.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Tests that what a browser keeps of the page is one version, and nothing but the page. */
final class PageShellTest {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:href|src)=\"([^\"]+)\"|\": \"\\./([^\"]+)\"");

  private static final Pattern PRELOADED =
      Pattern.compile("rel=\"modulepreload\" href=\"([^\"]+)\"");
  private static final int FIRST_MODULES_MAX = 24;
  private static final int FIRST_BYTES_MAX = 32 << 10;

  private final Map<String, PageShell.File> files =
      PageShell.SHIPPED.files().stream()
          .collect(Collectors.toMap(PageShell.File::path, Function.identity()));

  @Test
  void pageLoadsFilesOfItsOwnVersionAlone() {
    List<String> addresses =
        ADDRESS
            .matcher(PageShell.SHIPPED.index())
            .results()
            .map(PageShellTest::address)
            .filter(address -> !address.equals("icon.svg"))
            .toList();
    assertThat(addresses).hasSizeGreaterThan(40);
    assertThat(addresses)
        .allSatisfy(address ->
            assertThat(files.get("/" + address))
                .as(address)
                .isNotNull()
                .matches(PageShell.File::lasting));
    assertThat(addresses.stream().map(it -> it.substring(0, it.indexOf('/'))).distinct())
        .hasSize(1);
  }

  /** A phone waits for each of them before it shows anything; words come in one language alone. */
  @Test
  void firstViewTakesFewModules() throws IOException {
    List<String> first =
        PRELOADED
            .matcher(PageShell.SHIPPED.index())
            .results()
            .map(found -> "/" + found.group(1))
            .toList();
    assertThat(first)
        .anyMatch(path -> path.endsWith("/app/main.js"))
        .anyMatch(path -> path.endsWith("/views/sign-in.js"))
        .noneMatch(path -> path.matches(".*/words/(en|de).*"))
        .noneMatch(path -> path.endsWith("/sdk/session.js"));
    assertThat(first).hasSizeLessThanOrEqualTo(FIRST_MODULES_MAX);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (String path : first) {
      try (GZIPOutputStream packed = new GZIPOutputStream(sent)) {
        packed.write(
            Objects.requireNonNull(files.get(path)).body().text().getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(sent.size()).isLessThan(FIRST_BYTES_MAX);
  }

  private static String address(MatchResult found) {
    return found.group(1) == null ? found.group(2) : found.group(1);
  }

  /** Else a start without a connection would miss one. */
  @Test
  void workerKeepsEveryLastingFileAndNothingElse() {
    String worker = Objects.requireNonNull(files.get("/sw.js")).body().text();
    String list = worker.substring(worker.indexOf("const FILES = ["), worker.indexOf("];"));
    Set<String> kept =
        Pattern.compile("'([^']+)'")
            .matcher(list)
            .results()
            .map(found -> "/" + found.group(1))
            .collect(Collectors.toSet());
    assertThat(kept)
        .isEqualTo(
            files.values().stream()
                .filter(PageShell.File::lasting)
                .map(PageShell.File::path)
                .collect(Collectors.toSet()));
    assertThat(kept).noneMatch(path -> path.contains("v1"));
    assertThat(files.get("/sw.js").lasting()).isFalse();
  }
}
