package io.drawbridge.server.edge.http;

import io.drawbridge.server.db.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what a browser may do for the page: nothing but load our own files, and no text of ours is
 * ever taken for markup or code. The one script that stands in the page itself is its import map,
 * which is known by its hash.
 */
final class PagePolicy {
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  /**
   * Pictures of messages come with a token, and are shown from the page's own memory. The one name
   * of trusted types is for the address of the page's service worker, which is always the same.
   */
  static final String HEADER =
      "default-src 'none'; script-src 'self' '%s'; style-src 'self'; connect-src 'self';"
              .formatted(importMapHash())
          + " worker-src 'self'; img-src 'self' blob:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'; require-trusted-types-for 'script';"
          + " trusted-types drawbridge-worker";

  private PagePolicy() {}

  private static String importMapHash() {
    Matcher map = IMPORT_MAP.matcher(PageShell.SHIPPED.index());
    if (!map.find()) {
      throw new IllegalStateException("the page has no import map");
    }
    byte[] hash = Sha256.of(map.group(1).getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(hash);
  }
}
