package io.drawbridge.server.push.send;

import io.drawbridge.server.outbound.Posting;
import java.time.Instant;

/** Says what becomes of a row when its time has come. */
sealed interface PushParcel {
  /** A call of a push service, or of the gateway. */
  record Call(PushDeviceAt device, Posting posting) implements PushParcel {}

  /** Nothing leaves before a time, since the person's quiet hours have begun meanwhile. */
  record Later(long account, long conversation, Instant until) implements PushParcel {}
}
