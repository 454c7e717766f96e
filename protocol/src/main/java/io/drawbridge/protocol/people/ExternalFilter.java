package io.drawbridge.protocol.people;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.EmailRule;
import io.drawbridge.protocol.text.Check;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The externals that are wanted: those for whom all that is given holds.
 *
 * @param states in one of these; absent: all but expired and former
 * @param externalClass of this class
 * @param conversation in this one, or invited to it
 * @param mailDomain with an address at this mail domain
 * @param sponsor let in, or invited, by this person last
 * @param relation of this relation, as said last
 * @param text whose name or address has this in it, 1 to 100 chars
 * @param sinceFrom here since this time or later
 * @param sinceTo here since before this time
 * @param unseenSince who have read nothing that was sent at this time or later
 */
public record ExternalFilter(
    Optional<List<ExternalState>> states,
    Optional<ExternalClass> externalClass,
    Optional<ConversationId> conversation,
    Optional<String> mailDomain,
    Optional<AccountId> sponsor,
    Optional<String> relation,
    Optional<String> text,
    Optional<Instant> sinceFrom,
    Optional<Instant> sinceTo,
    Optional<Instant> unseenSince) {

  /** Everybody who has something, or is to get it. */
  public static final ExternalFilter ALL =
      new ExternalFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Checks the fields, and brings the mail domain into its normal form. */
  public ExternalFilter {
    states = states.map(List::copyOf);
    mailDomain =
        mailDomain.map(given ->
            EmailRule.normalDomain(given)
                .orElseThrow(() ->
                    Check.invalid(
                        "mail_domain", "no mail domain (expected: such as partner.example)")));
    relation = relation.map(it -> Check.name("relation", it));
    text = text.map(it -> Check.name("text", it));
    Check.instant("since_from", sinceFrom);
    Check.instant("since_to", sinceTo);
    Check.instant("unseen_since", unseenSince);
  }
}
