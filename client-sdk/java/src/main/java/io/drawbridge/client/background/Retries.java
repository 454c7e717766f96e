package io.drawbridge.client.background;

/**
 * Says what is sent again by itself, within the time that the call has.
 *
 * @param mutations commands that change something, after a reconnect and with the same client id:
 *     the server carries them out once
 * @param reads all other commands, after a reconnect
 * @param busy everything that the server refuses as {@code busy}, {@code unavailable} or {@code
 *     rate_limited}, after the time it names; order among pipelined commands may change then
 */
public record Retries(boolean mutations, boolean reads, boolean busy) {

  /** Sends everything again. */
  public static Retries all() {
    return new Retries(true, true, true);
  }

  /** Sends nothing again: every failure is reported at once. */
  public static Retries none() {
    return new Retries(false, false, false);
  }
}
