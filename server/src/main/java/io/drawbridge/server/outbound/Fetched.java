package io.drawbridge.server.outbound;

import java.util.Optional;

/**
 * The answer to a GET.
 *
 * @param location where it says to look instead
 * @param type its media type, as it says it
 * @param body the beginning of what it holds, if it is good
 */
@SuppressWarnings("ArrayRecordComponent") // read once and compared by nobody
public record Fetched(int status, Optional<String> location, Optional<String> type, byte[] body) {
  /** Returns whether it says to look elsewhere. */
  public boolean redirects() {
    return status >= 301 && status <= 308 && location.isPresent();
  }
}
