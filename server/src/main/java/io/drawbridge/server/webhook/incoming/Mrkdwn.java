package io.drawbridge.server.webhook.incoming;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns <a href="https://docs.slack.dev/messaging/formatting-message-text">mrkdwn</a> into our
 * Markdown. Links show where they lead, and what names somebody there names nobody here.
 */
final class Mrkdwn {
  private static final Pattern REFERENCE =
      Pattern.compile("<([^<>|\n]{1,3000})(?:\\|([^<>\n]{0,3000}))?>");
  private static final Pattern BOLD =
      Pattern.compile("(?<![\\w*])\\*([^*\n]{1,3000})\\*(?![\\w*])");
  private static final Pattern STRUCK = Pattern.compile("(?<![\\w~])~([^~\n]{1,3000})~(?![\\w~])");

  private Mrkdwn() {}

  static String markdown(String mrkdwn) {
    String plain = REFERENCE.matcher(mrkdwn).replaceAll(it -> Matcher.quoteReplacement(said(it)));
    String bold = BOLD.matcher(plain).replaceAll("**$1**");
    return STRUCK
        .matcher(bold)
        .replaceAll("~~$1~~")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static String said(MatchResult reference) {
    String what = reference.group(1);
    String label = reference.group(2) == null ? "" : reference.group(2);
    return switch (what.charAt(0)) {
      case '@', '#' -> what.charAt(0) + (label.isEmpty() ? what.substring(1) : label);
      case '!' -> label.isEmpty() ? "@" + what.substring(1) : label;
      default -> label.isEmpty() || label.equals(what) ? what : label + " (" + what + ")";
    };
  }
}
