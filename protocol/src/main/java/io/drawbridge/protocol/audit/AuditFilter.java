package io.drawbridge.protocol.audit;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.text.Check;
import java.time.Instant;
import java.util.Optional;

/**
 * The records that are wanted: those for which all that is given holds.
 *
 * @param action what was done, as in {@code member.remove}, 1 to 100 chars
 * @param actor by whom
 * @param person to whom
 * @param conversation in or with which
 * @param from at this time or later
 * @param to before this time
 */
public record AuditFilter(
    Optional<String> action,
    Optional<AccountId> actor,
    Optional<AccountId> person,
    Optional<ConversationId> conversation,
    Optional<Instant> from,
    Optional<Instant> to) {

  /** All of them. */
  public static final AuditFilter ALL =
      new AuditFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Checks the fields. */
  public AuditFilter {
    action = action.map(it -> Check.name("action", it));
    Check.instant("from", from);
    Check.instant("to", to);
  }
}
