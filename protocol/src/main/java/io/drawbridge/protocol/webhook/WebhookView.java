package io.drawbridge.protocol.webhook;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.people.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A webhook, as those see it who manage its conversation. Its secret is shown to nobody again.
 *
 * @param webhook which
 * @param conversation of which conversation
 * @param direction which way it goes
 * @param name what it is called
 * @param owner who made it; it is worth what they may do now
 * @param state whether it works
 * @param bot who posts, if it goes in
 * @param host the host that is called, if it goes out; the rest of the URL may be a secret
 * @param events what it tells of, if it goes out
 * @param failingSince since when the other service does not take what it is told, if so
 * @param waiting how many events wait to be told
 * @param dead how many were given up, and can be told again by {@code webhook.replay} for two weeks
 * @param createdAt when it was made
 */
public record WebhookView(
    WebhookId webhook,
    ConversationId conversation,
    WebhookDirection direction,
    String name,
    Person owner,
    WebhookState state,
    Optional<AccountId> bot,
    Optional<String> host,
    Optional<List<WebhookEvent>> events,
    Optional<Instant> failingSince,
    int waiting,
    int dead,
    Instant createdAt) {

  /** Copies the list. */
  public WebhookView {
    events = events.map(List::copyOf);
  }
}
