package io.drawbridge.protocol.push;

import io.drawbridge.protocol.WireName;

/** The word to a push service on whether it may wake a device that saves its battery. */
public enum PushUrgency implements WireName {
  /** It waits until the device is awake. */
  NORMAL,
  /** It wakes the device. */
  HIGH
}
