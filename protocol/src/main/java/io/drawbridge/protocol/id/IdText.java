package io.drawbridge.protocol.id;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import java.util.Arrays;

/**
 * Writes and reads the wire form of ids: strict, fixed width, no aliases.
 *
 * @see <a href="https://www.crockford.com/base32.html">Crockford base32</a>
 */
final class IdText {

  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int PREFIX_CHARS = 2;
  private static final int DIGITS = 13;
  private static final int BITS_PER_DIGIT = 5;
  private static final byte[] DIGIT_VALUES = digitValues();

  private IdText() {}

  static long checkValue(String prefix, long value) {
    if (value <= 0) {
      throw new ProtocolException(
          ErrorCode.INVALID, "the number of an id %s: %d (expected: > 0)".formatted(prefix, value));
    }
    return value;
  }

  static String write(String prefix, long value) {
    char[] text = new char[PREFIX_CHARS + DIGITS];
    prefix.getChars(0, PREFIX_CHARS, text, 0);
    long rest = value;
    for (int at = text.length - 1; at >= PREFIX_CHARS; at--) {
      text[at] = ALPHABET.charAt((int) (rest & 31));
      rest >>>= BITS_PER_DIGIT;
    }
    return new String(text);
  }

  static long parse(String prefix, String text) {
    if (text.length() != PREFIX_CHARS + DIGITS || !text.startsWith(prefix)) {
      throw malformed(prefix, text);
    }
    // Thirteen digits hold 65 bits; the top two are always zero, so the first digit is 0 to 7.
    if (text.charAt(PREFIX_CHARS) > '7') {
      throw malformed(prefix, text);
    }
    long value = 0;
    for (int at = PREFIX_CHARS; at < text.length(); at++) {
      char digit = text.charAt(at);
      int bits = digit < DIGIT_VALUES.length ? DIGIT_VALUES[digit] : -1;
      if (bits < 0) {
        throw malformed(prefix, text);
      }
      value = value << BITS_PER_DIGIT | bits;
    }
    if (value == 0) {
      throw malformed(prefix, text);
    }
    return value;
  }

  private static ProtocolException malformed(String prefix, String text) {
    return new ProtocolException(
        ErrorCode.INVALID,
        "%s (expected: %s and 13 characters of 0-9 a-z without i l o u)"
            .formatted(ProtocolException.quoted(text), prefix));
  }

  private static byte[] digitValues() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int bits = 0; bits < ALPHABET.length(); bits++) {
      values[ALPHABET.charAt(bits)] = (byte) bits;
    }
    return values;
  }
}
