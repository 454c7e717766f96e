package io.drawbridge.server.outbound;

import java.util.Map;

/**
 * One request to send.
 *
 * @param type of the body, as in {@code application/json}
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once and compared by nobody
public record Posting(Destination to, Map<String, String> headers, String type, byte[] body) {
  /** Copies the headers. */
  public Posting {
    headers = Map.copyOf(headers);
  }

  /** One whose body is JSON. */
  public static Posting json(Destination to, Map<String, String> headers, byte[] body) {
    return new Posting(to, headers, "application/json", body);
  }

  /** Neither headers nor body. */
  @Override
  public String toString() {
    return "Posting[" + to + "]";
  }

  /** The answer to it: its code, which alone counts. */
  public record Answer(int status) {
    /** Returns whether the destination has taken the body. */
    public boolean good() {
      return status >= 200 && status < 300;
    }
  }
}
