package io.drawbridge.protocol.push;

import io.drawbridge.protocol.WireName;

/** The way by which pushes reach a device. */
public enum PushKind implements WireName {
  /** By the push service of a browser. */
  WEB,
  /** By the gateway of the operator, for apps. */
  GATEWAY
}
