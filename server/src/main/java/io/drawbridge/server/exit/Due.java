package io.drawbridge.server.exit;

import java.util.Optional;

/**
 * A row whose time has come.
 *
 * @param exit which way it leaves
 * @param kind what it is for; its exit knows the names
 * @param recipient to whom, as the exit writes it: an address, a device, a URL
 * @param subject what it is about, if it is about something
 * @param token what only its recipient may know; empty if it carries no secret
 * @param home the domain from which it leaves on somebody's word, if it does
 * @param attempts how often sending it was begun, this time included
 */
public record Due(
    long id,
    String exit,
    String kind,
    String recipient,
    Optional<Long> subject,
    String token,
    Optional<Long> home,
    int attempts) {

  /** Neither recipient nor token. */
  @Override
  public String toString() {
    return "Due[id=" + id + ", exit=" + exit + ", kind=" + kind + ", attempts=" + attempts + "]";
  }
}
