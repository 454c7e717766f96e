package io.drawbridge.server.edge;

import java.util.concurrent.atomic.AtomicBoolean;

/** What all sockets of the client port share. */
record HttpShared(
    Responses responses,
    WebPages pages,
    OriginPolicy origins,
    ClientAddresses addresses,
    AtomicBoolean stopping) {
  boolean draining() {
    return stopping.get();
  }
}
