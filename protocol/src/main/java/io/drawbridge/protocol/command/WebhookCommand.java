package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.AskId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.result.WebhookResult;
import io.drawbridge.protocol.text.Check;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.protocol.webhook.WebhookEvent;
import java.util.List;
import java.util.Optional;

/**
 * Commands about programs that take part.
 *
 * <p>Webhooks: by an incoming one another service posts into one conversation, by an outgoing one
 * this server tells another service what happens there. All but {@code webhook.post} are for those
 * who manage the conversation, a group or a thread; never for externals. A webhook is worth what
 * its owner may do now: it does nothing once they do not manage the conversation.
 *
 * <p>Slash commands: a bot offers them where it is, people there run them, and the bot answers: the
 * one who asked, or the conversation.
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

  /**
   * Offers a slash command of a bot, or changes what is told of it. Bots offer their own; those of
   * a bot are offered by who owns it too, and by owners and admins of the workspace. A name belongs
   * to one bot: {@code conflict} if another one has it there. Where a bot is not, its commands are
   * not either. Fails with {@code limit_reached}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace the workspace of the bot
   * @param conversation where it is offered, a conversation of that workspace in which both are;
   *     absent: everywhere there the bot is
   * @param bot whose; absent: the sender's own
   * @param name without the slash: 1 to 32 of a to z, 0 to 9, {@code _} and {@code -}
   * @param description what it does, 1 to 200 chars
   * @param usage what may follow the name, as in {@code [city]}, at most 200 chars
   */
  @JsonTypeName("slash.register")
  record RegisterSlash(
      String clientId,
      WorkspaceId workspace,
      Optional<ConversationId> conversation,
      Optional<AccountId> bot,
      String name,
      String description,
      Optional<String> usage)
      implements WebhookCommand<Done>, Mutation {

    /** Checks the fields. */
    public RegisterSlash {
      Check.clientId(clientId);
      Check.slashName(name);
      description = Check.visibleLine("description", description, Limits.SLASH_LINE_CHARS_MAX);
      usage = usage.map(it -> Check.line("usage", it, Limits.SLASH_LINE_CHARS_MAX));
    }
  }

  /**
   * Takes a slash command back. What was asked can still be answered.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace the workspace of the bot
   * @param conversation where it was offered; absent: everywhere
   * @param bot whose; absent: the sender's own
   * @param name without the slash
   */
  @JsonTypeName("slash.unregister")
  record UnregisterSlash(
      String clientId,
      WorkspaceId workspace,
      Optional<ConversationId> conversation,
      Optional<AccountId> bot,
      String name)
      implements WebhookCommand<Done>, Mutation {

    /** Checks the fields. */
    public UnregisterSlash {
      Check.clientId(clientId);
      Check.slashName(name);
    }
  }

  /**
   * Lists the slash commands that the reader may run in a conversation: those of the bots in it.
   *
   * @param conversation where
   */
  @JsonTypeName("slash.list")
  record ListSlash(ConversationId conversation)
      implements WebhookCommand<WebhookResult.SlashCommands> {}

  /**
   * Runs a slash command: the bot is told, and answers within 3 seconds or not at all. Nothing of
   * it is written in the conversation unless the bot does. For people who may write there;
   * externals by the policy {@code slash_externals}. Fails with {@code closed}, {@code locked} or
   * {@code limit_reached}.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation where
   * @param name without the slash
   * @param text what follows it, at most 2000 chars
   */
  @JsonTypeName("slash.run")
  record RunSlash(String clientId, ConversationId conversation, String name, String text)
      implements WebhookCommand<WebhookResult.SlashAsked>, Mutation {

    /** Checks the fields. */
    public RunSlash {
      Check.clientId(clientId);
      Check.slashName(name);
      Check.lines("text", text, Limits.SLASH_TEXT_CHARS_MAX);
    }
  }

  /**
   * Answers who ran a slash command: the first time within 3 seconds, then at most 5 times within
   * 15 minutes, while both are in the conversation and the asker may still ask. Fails with {@code
   * conflict} when it is too late, and in the conversation as {@code message.send} does.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param ask what is answered
   * @param text Markdown, 1 to 16384 bytes of UTF-8; it mentions nobody
   * @param inConversation as a message of the bot's that all see; absent: no, the asker alone sees
   *     it, on the devices that are connected, and it is not kept
   */
  @JsonTypeName("slash.answer")
  record AnswerSlash(String clientId, AskId ask, String text, Optional<Boolean> inConversation)
      implements WebhookCommand<Done>, Mutation {

    /** Checks the fields. */
    public AnswerSlash {
      Check.clientId(clientId);
      Check.text("text", text);
    }
  }
}
