package io.drawbridge.server.edge;

import io.drawbridge.server.edge.http.OriginPolicy;
import io.drawbridge.server.edge.http.Responses;
import io.drawbridge.server.edge.http.WebPages;
import io.drawbridge.server.edge.intake.ClientAddresses;
import io.drawbridge.server.edge.intake.Places;
import io.drawbridge.server.file.FileTransfers;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The state that all sockets of the client port share.
 *
 * @param places all sockets
 * @param faults where failures of sockets are reported
 * @param files the ways of the bytes of files
 * @param stopping the doors are being closed
 * @param requests how many HTTP requests are under way
 */
record HttpShared(
    Responses responses,
    WebPages pages,
    OriginPolicy origins,
    ClientAddresses addresses,
    Places places,
    Faults faults,
    FileTransfers files,
    AtomicBoolean stopping,
    AtomicInteger requests) {
  boolean draining() {
    return stopping.get();
  }
}
