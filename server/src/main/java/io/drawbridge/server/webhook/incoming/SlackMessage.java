package io.drawbridge.server.webhook.incoming;

import io.drawbridge.protocol.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Makes the text of a message of what a body says: its blocks, or else its text, and then its
 * attachments. What has another type than it should is as if it were absent.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">blocks</a>
 * @see <a
 *     href="https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments">
 *     attachments</a>
 */
final class SlackMessage {
  private static final String RULE = "---";
  private static final String CUT = " …";

  private SlackMessage() {}

  /** The text; empty if there is none. One that is too long is cut. */
  static String text(JsonNode body) {
    List<String> parts = new ArrayList<>();
    String blocks = blocks(body.path("blocks"));
    parts.add(blocks.isEmpty() ? plain(body, "text") : blocks);
    for (JsonNode attachment : body.path("attachments")) {
      parts.add(attachment(attachment));
    }
    return bounded(joined(parts.stream()));
  }

  private static String attachment(JsonNode it) {
    List<String> parts = new ArrayList<>();
    parts.add(plain(it, "pretext"));
    parts.add(plain(it, "author_name"));
    String title = plain(it, "title");
    String link = string(it, "title_link").map(url -> " (" + url + ")").orElse("");
    parts.add(title.isEmpty() ? "" : "**" + title + "**" + link);
    parts.add(plain(it, "text"));
    parts.add(blocks(it.path("blocks")));
    for (JsonNode field : it.path("fields")) {
      String name = plain(field, "title");
      String value = plain(field, "value");
      parts.add(name.isEmpty() || value.isEmpty() ? name + value : name + ": " + value);
    }
    String all = joined(parts.stream());
    return all.isEmpty() ? plain(it, "fallback") : all;
  }

  private static String blocks(JsonNode blocks) {
    return joined(children(blocks).map(SlackMessage::block));
  }

  private static String block(JsonNode block) {
    return switch (string(block, "type").orElse("")) {
      case "header" -> {
        String head = textOf(block.path("text"));
        yield head.isEmpty() ? "" : "**" + head + "**";
      }
      case "section" ->
          joined(
              Stream.concat(
                  Stream.of(textOf(block.path("text"))),
                  children(block.path("fields")).map(SlackMessage::textOf)));
      case "context" ->
          children(block.path("elements"))
              .map(SlackMessage::textOf)
              .filter(text -> !text.isEmpty())
              .collect(Collectors.joining(" "));
      case "image" -> joined(Stream.of(textOf(block.path("title")), plain(block, "alt_text")));
      case "rich_text" -> joined(children(block.path("elements")).map(SlackMessage::rich));
      case "divider" -> RULE;
      default -> "";
    };
  }

  /** The texts within, however deep; the reader of the body bounds that. */
  private static String rich(JsonNode element) {
    String own =
        string(element, "text")
            .or(() -> string(element, "url"))
            .orElseGet(() -> string(element, "name").map(name -> ":" + name + ":").orElse(""));
    return own
        + children(element.path("elements")).map(SlackMessage::rich).collect(Collectors.joining());
  }

  /** The text of a text object, which is plain or mrkdwn. */
  private static String textOf(JsonNode object) {
    return string(object, "type").filter("plain_text"::equals).isPresent()
        ? string(object, "text").orElse("")
        : plain(object, "text");
  }

  private static String plain(JsonNode object, String field) {
    return string(object, field).map(Mrkdwn::markdown).orElse("");
  }

  private static Optional<String> string(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }

  private static Stream<JsonNode> children(JsonNode list) {
    return list.isArray() ? list.valueStream() : Stream.empty();
  }

  private static String joined(Stream<String> parts) {
    return parts.filter(part -> !part.isBlank()).collect(Collectors.joining("\n"));
  }

  /** Without control characters, and no longer than a message is. */
  private static String bounded(String text) {
    StringBuilder kept = new StringBuilder();
    int bytes = CUT.getBytes(StandardCharsets.UTF_8).length;
    for (int c : text.codePoints().filter(SlackMessage::shown).toArray()) {
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > Limits.TEXT_BYTES_MAX) {
        return kept.append(CUT).toString();
      }
      kept.appendCodePoint(c);
    }
    return kept.toString();
  }

  private static boolean shown(int c) {
    boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return !half && (!Character.isISOControl(c) || c == '\n' || c == '\t');
  }
}
