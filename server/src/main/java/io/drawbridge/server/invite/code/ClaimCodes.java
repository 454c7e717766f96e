package io.drawbridge.server.invite.code;

import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.platform.PurposeKey;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/**
 * Derives claim codes from the ids of invitations by this installation's key, so that a repeated
 * command can answer the same one although only a hash is stored. A code has 60 bits, as twelve
 * characters that nobody confuses on the telephone: <a
 * href="https://www.crockford.com/base32.html">Crockford's base 32</a>. Its hash is keyed as well,
 * because 60 bits are few for who has stolen the table and as much time as they like. Thread-safe.
 */
final class ClaimCodes {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BITS = 5;
  private static final int CHARS = 12;
  private static final int GROUP = 4;

  private final PurposeKey codes;
  private final PurposeKey hashes;

  ClaimCodes(byte[] key) {
    this.codes = new PurposeKey(key, "drawbridge claim code");
    this.hashes = new PurposeKey(key, "drawbridge hash of a claim code");
  }

  /** The code as it is shown: {@code 7K3M-Q9ZD-04TB}. */
  String of(InvitationId invitation) {
    long bits = ByteBuffer.wrap(codes.code(invitation.value())).getLong();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < CHARS; i++) {
      if (i > 0 && i % GROUP == 0) {
        text.append('-');
      }
      text.append(ALPHABET.charAt((int) (bits >>> (BITS * i)) & (ALPHABET.length() - 1)));
    }
    return text.toString();
  }

  /** The hash of a code as somebody typed it; empty if it can be none. */
  Optional<byte[]> hash(String typed) {
    String code =
        typed
            .replaceAll("[\\s-]", "")
            .toUpperCase(Locale.ROOT)
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    boolean good = code.length() == CHARS && code.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
    return good ? Optional.of(hashes.code(code)) : Optional.empty();
  }
}
