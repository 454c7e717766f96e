package io.drawbridge.protocol.webhook;

import io.drawbridge.protocol.WireName;

/** The state of a webhook. */
public enum WebhookState implements WireName {
  /** It works. */
  ON,
  /** Its owner, its bot or the conversation does not allow what it does, at this moment. */
  NOT_ALLOWED,
  /** The other service has not answered for a day, so that it is called no more. */
  FAILED
}
