package io.drawbridge.protocol.frame;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import java.time.Instant;
import java.util.List;

/**
 * The first frame of a started connection: whose it is, and what the server keeps to.
 *
 * @param session the session that was started
 * @param account whose it is
 * @param serverTime the server's clock
 * @param version the protocol's version
 * @param capabilities names of optional things that this server can do
 * @param limits the limits that a client should know
 * @param since what to send in the next {@code session.resume}
 */
@JsonTypeName("hello")
public record Hello(
    SessionId session,
    AccountId account,
    Instant serverTime,
    int version,
    List<String> capabilities,
    LimitsView limits,
    String since)
    implements ServerFrame {

  /** Copies the list. */
  public Hello {
    capabilities = List.copyOf(capabilities);
  }
}
