package io.drawbridge.server.push.send;

import io.drawbridge.protocol.push.PushKind;
import io.drawbridge.server.push.web.Browser;
import java.util.Optional;

/**
 * A device as it is pushed to.
 *
 * @param address the URL of a push service, or a token
 * @param browser what is needed to encrypt, if it is one
 * @param failing the last call of it failed
 */
record PushDeviceAt(
    long device,
    long account,
    PushKind kind,
    String address,
    Optional<Browser> browser,
    boolean failing) {
  /** Not where it is. */
  @Override
  public String toString() {
    return "PushDeviceAt[" + device + "]";
  }
}
