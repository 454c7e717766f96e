package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.result.WebhookResult;
import io.drawbridge.protocol.text.Check;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.protocol.webhook.WebhookEvent;
import java.util.List;
import java.util.Optional;

/**
 * Commands about webhooks: by an incoming one another service posts into one conversation, by an
 * outgoing one this server tells another service what happens there. All but {@code webhook.post}
 * are for those who manage the conversation, a group or a thread; never for externals. A webhook is
 * worth what its owner may do now: it does nothing once they do not manage the conversation.
 *
 * @param <R> what the command answers
 */
public sealed interface WebhookCommand<R extends Result> extends Command<R> {

  /**
   * Makes an incoming webhook, with a bot of its name that joins the conversation. What its URL is
   * sent is posted by the bot, as far as the bot may post. Fails with {@code closed}, {@code
   * locked} or {@code limit_reached}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which group or thread
   * @param name what it and its bot are called, 1 to 100 chars
   */
  @JsonTypeName("webhook.create")
  record Create(String clientId, ConversationId conversation, String name)
      implements WebhookCommand<WebhookResult.WebhookSecret>, Mutation {

    /** Checks the fields. */
    public Create {
      Check.clientId(clientId);
      name = Check.name("name", name);
    }
  }

  /**
   * Makes an outgoing webhook: what happens in the conversation from now on is posted to the URL,
   * signed as Standard Webhooks describe it. Fails with {@code limit_reached}, and with {@code
   * invalid} if the URL may not be called.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which group or thread
   * @param name what it is called, 1 to 100 chars
   * @param url where it is posted to: https, without a user, 1 to 2000 chars
   * @param events what it tells of, at least one; absent: messages
   */
  @JsonTypeName("webhook.subscribe")
  record Subscribe(
      String clientId,
      ConversationId conversation,
      String name,
      Secret url,
      Optional<List<WebhookEvent>> events)
      implements WebhookCommand<WebhookResult.WebhookSecret>, Mutation {

    /** Checks the fields. */
    public Subscribe {
      Check.clientId(clientId);
      name = Check.name("name", name);
      Check.url("url", url);
      events = events.map(it -> Check.several("events", it, WebhookEvent.values().length));
    }
  }

  /**
   * Lists the webhooks of a conversation.
   *
   * @param conversation which group or thread
   */
  @JsonTypeName("webhook.list")
  record ListAll(ConversationId conversation) implements WebhookCommand<WebhookResult.Webhooks> {}

  /**
   * Gives a webhook a new secret. The old one is good for another day, unless it is ended at once:
   * then calls are signed with both, or either URL can be posted to.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param webhook which
   * @param endOld the old one ends at once; absent: no
   */
  @JsonTypeName("webhook.rotate")
  record Rotate(String clientId, WebhookId webhook, Optional<Boolean> endOld)
      implements WebhookCommand<WebhookResult.WebhookSecret>, Mutation {

    /** Checks the fields. */
    public Rotate {
      Check.clientId(clientId);
    }
  }

  /**
   * Ends a webhook, with its bot and with what waits. When this is answered nothing more leaves.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param webhook which
   */
  @JsonTypeName("webhook.delete")
  record Delete(String clientId, WebhookId webhook) implements WebhookCommand<Done>, Mutation {

    /** Checks the fields. */
    public Delete {
      Check.clientId(clientId);
    }
  }

  /**
   * Lets an outgoing webhook work again that has failed, and tells again what was given up.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param webhook which
   */
  @JsonTypeName("webhook.replay")
  record Replay(String clientId, WebhookId webhook)
      implements WebhookCommand<WebhookResult.WebhookReplayed>, Mutation {

    /** Checks the fields. */
    public Replay {
      Check.clientId(clientId);
    }
  }

  /**
   * Posts a message by an incoming webhook, whose secret is all that is needed. {@code POST
   * /hooks/<webhook>/<secret>} is the same for other services: it takes what the incoming webhooks
   * of Slack take, and answers {@code ok} as a text. A webhook that is not there, a wrong secret,
   * and one whose owner lost the right are answered alike: {@code not_found}. Fails with {@code
   * closed}, {@code locked} or {@code limit_reached}.
   *
   * @param webhook which
   * @param secret of its URL
   * @param text Markdown, 1 to 16384 bytes of UTF-8; it mentions nobody
   * @param idempotencyKey the same one with the same text posts once in 24 hours, 1 to 64 printable
   *     ASCII characters; absent: each is posted
   */
  @JsonTypeName("webhook.post")
  record Post(WebhookId webhook, Secret secret, String text, Optional<String> idempotencyKey)
      implements WebhookCommand<Done>, Unauthenticated {

    /** Checks the fields. */
    public Post {
      Check.token("secret", secret);
      Check.text("text", text);
      idempotencyKey.ifPresent(Check::idempotencyKey);
    }
  }
}
