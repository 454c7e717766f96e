package io.drawbridge.protocol.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks an export of an audit log, line by line, and stops at the first that is not as the server
 * wrote it. Holds one line at a time, so an export may have any length. It needs no server.
 */
public final class AuditVerifier {
  /** The number of bytes of the longest line that is read. */
  public static final int LINE_BYTES_MAX = 16 << 20;

  private AuditVerifier() {}

  /**
   * The hash that an earlier export or a receipt had at a position.
   *
   * @param hash in hexadecimal digits
   */
  public record Pin(long position, String hash) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,15}):([0-9a-f]{64})");

    /**
     * Reads {@code POSITION:HASH}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Pin parse(String text) {
      Matcher parts = FORM.matcher(text);
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "%s: no pin (expected: a position, a colon and 64 digits of base 16)".formatted(text));
      }
      return new Pin(Long.parseLong(parts.group(1)), parts.group(2));
    }
  }

  /**
   * Checks an export.
   *
   * @param trusted the key that must have signed it, or vouch for the one that did; without one the
   *     keys are those that the export names itself
   * @param pin what the chain must hold: without it nobody can tell a log that was written again,
   *     by somebody with the key, from the one that was there
   * @throws IOException if it cannot be read
   */
  public static Verdict verify(InputStream export, Optional<PublicKey> trusted, Optional<Pin> pin)
      throws IOException {
    AuditReading reading = new AuditReading(trusted, pin);
    InputStream in = new BufferedInputStream(export);
    long number = 0;
    while (true) {
      number++;
      try {
        Optional<byte[]> line = line(in);
        if (line.isEmpty()) {
          return reading.end();
        }
        reading.line(line.get());
      } catch (IllegalArgumentException wrong) {
        return new Verdict.Bad(number, reading.where(), String.valueOf(wrong.getMessage()));
      }
    }
  }

  /**
   * The public keys that the first lines of an export name, in their X.509 form, by their ids.
   * Checks nothing.
   *
   * @throws IOException if it cannot be read, or is no export
   */
  public static Map<String, byte[]> keys(InputStream export) throws IOException {
    InputStream in = new BufferedInputStream(export);
    Map<String, byte[]> keys = new LinkedHashMap<>();
    try {
      Optional<byte[]> line = line(in);
      while (line.isPresent()
          && CanonicalJson.read(line.get()) instanceof Json.Obj object
          && !object.text("type").equals(Optional.of("record"))) {
        object
            .object("key")
            .flatMap(key -> key.text("public"))
            .map(Hex::read)
            .ifPresent(key -> keys.put(AuditSignature.keyId(key), key));
        line = line(in);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("no export of an audit log: " + e.getMessage(), e);
    }
    return keys;
  }

  /**
   * True if an export, which was checked before, holds a record with this hash.
   *
   * @throws IOException if it cannot be read
   */
  public static boolean holds(InputStream export, String hash) throws IOException {
    InputStream in = new BufferedInputStream(export);
    byte[] start = ("{\"hash\":\"" + hash + "\"").getBytes(StandardCharsets.UTF_8);
    for (Optional<byte[]> line = line(in); line.isPresent(); line = line(in)) {
      int length = Math.min(start.length, line.get().length);
      if (Arrays.equals(Arrays.copyOf(line.get(), length), start)) {
        return true;
      }
    }
    return false;
  }

  /** The next line without its end; empty at the end of the file. */
  private static Optional<byte[]> line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next != '\n') {
      if (next < 0) {
        throw new IllegalArgumentException("the file stops within a line");
      }
      if (line.size() >= LINE_BYTES_MAX) {
        throw new IllegalArgumentException(
            "a line of more than %d bytes".formatted(LINE_BYTES_MAX));
      }
      line.write(next);
      next = in.read();
    }
    return Optional.of(line.toByteArray());
  }
}
