package io.drawbridge.protocol.command;

/**
 * A command that changes something, once: sent again with the same client id and the same content
 * within 24 hours, it answers what it answered the first time.
 *
 * <p>With the same client id and other content it fails with {@code client_id_reused}.
 */
public interface Mutation {

  /** The sender's own name for this change, 1 to 64 printable ASCII characters without spaces. */
  String clientId();
}
