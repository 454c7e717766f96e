package io.drawbridge.server.webhook.stored;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.webhook.WebhookEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A webhook as its row has it.
 *
 * @param version of its secret
 * @param oldUntil until when the secret of the version before is good too, if it is at this moment
 */
public record StoredWebhook(
    WebhookId id,
    ConversationId conversation,
    AccountId owner,
    String name,
    long version,
    Optional<Instant> oldUntil,
    Way way,
    Instant createdAt) {

  /** The way in which it goes, with what only this one has. */
  public sealed interface Way {}

  /** Another service posts, as this bot. */
  public record In(AccountId bot) implements Way {}

  /**
   * This URL is called.
   *
   * @param failingSince since when it does not take what it is told
   * @param failed it is not called any more
   */
  public record Out(
      String url,
      String host,
      List<WebhookEvent> events,
      Optional<Instant> failingSince,
      boolean failed)
      implements Way {
    /** Copies the list. */
    public Out {
      events = List.copyOf(events);
    }
  }

  /** Its bot, if it goes in. */
  public Optional<AccountId> bot() {
    return way instanceof In in ? Optional.of(in.bot()) : Optional.empty();
  }

  /** What only an outgoing one has, if it is one. */
  public Optional<Out> out() {
    return way instanceof Out out ? Optional.of(out) : Optional.empty();
  }

  /** Returns whether a secret of this version is good now. */
  public boolean takes(long given) {
    return given == version || (given == version - 1 && oldUntil.isPresent());
  }

  /** Its URL may be a secret. */
  @Override
  public String toString() {
    return "StoredWebhook[" + id + "]";
  }
}
