package io.drawbridge.server.preview;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.server.outbound.Destination;
import io.drawbridge.server.outbound.OutboundRules;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the links of a text whose pages may be called; this server's own never are. */
final class Links {
  private static final Pattern LINK =
      Pattern.compile("(?i)\\bhttps?://[\\x21-\\x7e&&[^<>\"`|\\\\^{}\\[\\]]]{1,2000}");

  /** Marks that end a sentence or close a bracket are no part of the link before them. */
  private static final String BEHIND = ".,;:!?)'*_~";

  private final OutboundRules rules;
  private final URI own;

  /** Finds links of a server that others reach at {@code own}. */
  Links(OutboundRules rules, URI own) {
    this.rules = rules;
    this.own = own;
  }

  /** The first links of a text, each once, in their order. */
  List<String> in(String text) {
    Set<String> found = new LinkedHashSet<>();
    Matcher link = LINK.matcher(text);
    while (found.size() < Limits.PREVIEWS_PER_MESSAGE_MAX && link.find()) {
      String url = link.group();
      int end = url.length();
      while (end > 0 && BEHIND.indexOf(url.charAt(end - 1)) >= 0) {
        end--;
      }
      String trimmed = url.substring(0, end);
      if (destination(trimmed).isPresent()) {
        found.add(trimmed);
      }
    }
    return List.copyOf(found);
  }

  /** The place to call for a URL; empty if it may not be called. */
  Optional<Destination> destination(String url) {
    int fragment = url.indexOf('#');
    String asked = fragment < 0 ? url : url.substring(0, fragment);
    try {
      return Optional.of(Destination.of("url", asked, rules)).filter(it -> !ours(it));
    } catch (ProtocolException none) {
      return Optional.empty();
    }
  }

  private boolean ours(Destination to) {
    String host = own.getHost() == null ? "" : own.getHost().toLowerCase(Locale.ROOT);
    int usual = "https".equalsIgnoreCase(own.getScheme()) ? 443 : 80;
    return to.host().equals(host) && to.port() == (own.getPort() < 0 ? usual : own.getPort());
  }
}
