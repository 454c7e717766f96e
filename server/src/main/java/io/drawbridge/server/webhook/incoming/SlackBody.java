package io.drawbridge.server.webhook.incoming;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.text.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bodies that <a
 * href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">incoming
 * webhooks of Slack</a> take: JSON, or a form with JSON in {@code payload}. Fields that we know
 * nothing of are passed over.
 */
public final class SlackBody {
  private static final int NESTING_MAX = 32;
  private static final String PAYLOAD = "payload=";

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
                  .build())
          .build();

  private SlackBody() {}

  /**
   * The command that posts it.
   *
   * @param form it is a form
   * @throws ProtocolException if it holds no text
   */
  public static WebhookCommand.Post command(
      WebhookId webhook,
      Secret secret,
      Optional<String> idempotencyKey,
      boolean form,
      byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return new WebhookCommand.Post(
        webhook, secret, SlackMessage.text(read(form ? payload(text) : text)), idempotencyKey);
  }

  private static String payload(String form) {
    for (String field : form.split("&", -1)) {
      if (field.startsWith(PAYLOAD)) {
        try {
          return URLDecoder.decode(field.substring(PAYLOAD.length()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
          throw bad("payload: not encoded as forms are (expected: JSON)");
        }
      }
    }
    throw bad("payload: absent (expected: JSON)");
  }

  private static JsonNode read(String json) {
    try {
      JsonNode read = JSON.readTree(json);
      if (read.isObject()) {
        return read;
      }
    } catch (JacksonException e) {
      // Answered below, without its words, which quote the body.
    }
    throw bad("body: no JSON object (expected: one with text, blocks or attachments)");
  }

  private static ProtocolException bad(String message) {
    return new ProtocolException(ErrorCode.INVALID, message);
  }
}
