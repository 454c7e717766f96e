package io.drawbridge.protocol.webhook;

import io.drawbridge.protocol.WireName;

/** The way in which a webhook goes. */
public enum WebhookDirection implements WireName {
  /** Another service posts into the conversation by calling a URL of this server. */
  IN,
  /** This server calls a URL of another service with what happens in the conversation. */
  OUT
}
