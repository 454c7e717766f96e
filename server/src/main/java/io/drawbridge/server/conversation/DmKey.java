package io.drawbridge.server.conversation;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.Sha256;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names a DM by its home and its set of people. An address stands for itself, as a hash: whether it
 * belongs to one of one's contacts must not show in which DM it leads to.
 */
record DmKey(String text) {
  static DmKey of(
      Optional<DomainId> home, Collection<AccountId> everyone, Optional<EmailAddress> address) {
    return new DmKey(
        home.map(domain -> Long.toString(domain.value())).orElse("")
            + ofPeople(everyone)
            + address.map(email -> "@" + hash(email)).orElse(""));
  }

  /**
   * The key of the same people once the owner of the address is known. Of a key without an address,
   * with this person among its people.
   */
  DmKey ofOwner(AccountId owner) {
    int colon = text.indexOf(':');
    int at = text.indexOf('@');
    String people = text.substring(colon + 1, at < 0 ? text.length() : at);
    Set<AccountId> everyone = new HashSet<>(Set.of(owner));
    for (String person : people.split(",", -1)) {
      everyone.add(new AccountId(Long.parseLong(person)));
    }
    return new DmKey(text.substring(0, colon) + ofPeople(everyone));
  }

  /** The part of a key that names people known by their accounts. */
  static String ofPeople(Collection<AccountId> everyone) {
    return everyone.stream()
        .mapToLong(AccountId::value)
        .sorted()
        .mapToObj(Long::toString)
        .collect(Collectors.joining(",", ":", ""));
  }

  private static String hash(EmailAddress address) {
    return HexFormat.of().formatHex(Sha256.of(address.value()));
  }
}
