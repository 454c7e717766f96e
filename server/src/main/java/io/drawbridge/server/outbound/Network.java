package io.drawbridge.server.outbound;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of addresses, such as {@code 10.1.0.0/16} or {@code fd00::/8}; an address alone is the
 * smallest one.
 *
 * @param bits of its beginning that an address of it shares
 */
public record Network(InetAddress first, int bits) {
  /** Reads one; empty if the text is none. */
  public static Optional<Network> parse(String text) {
    int slash = text.indexOf('/');
    try {
      InetAddress first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int most = first.getAddress().length * Byte.SIZE;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      return Optional.of(new Network(first, bits)).filter(_ -> bits >= 0 && bits <= most);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** One that the program itself names. */
  static Network of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("network: " + text));
  }

  /** Returns whether the address lies in it. */
  boolean holds(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
