package io.drawbridge.server.outbound;

import java.util.Map;

/** One request to send; the body is JSON. */
@SuppressWarnings("ArrayRecordComponent") // handed over once and compared by nobody
public record Posting(Destination to, Map<String, String> headers, byte[] body) {
  /** Copies the headers. */
  public Posting {
    headers = Map.copyOf(headers);
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
