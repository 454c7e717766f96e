package io.drawbridge.server.conversation;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.mail.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Names a DM by its home and its set of people. An address stands for itself, as a hash: whether it
 * belongs to one of one's contacts must not show in which DM it leads to.
 */
record DmKey(String text) {
  static DmKey of(
      Optional<WorkspaceId> home, Collection<AccountId> everyone, Optional<EmailAddress> address) {
    String people =
        everyone.stream()
            .mapToLong(AccountId::value)
            .sorted()
            .mapToObj(Long::toString)
            .collect(Collectors.joining(","));
    return new DmKey(
        home.map(workspace -> Long.toString(workspace.value())).orElse("")
            + ":"
            + people
            + address.map(email -> "@" + hash(email)).orElse(""));
  }

  private static String hash(EmailAddress address) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(address.value().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
