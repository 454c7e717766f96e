package io.drawbridge.load.scenario;

import io.drawbridge.load.measure.HostCpu;
import io.drawbridge.load.measure.ProcessCpu;
import java.util.function.Supplier;

/**
 * The CPU times of a server, its database, the generator and the whole machine at one moment, or
 * between two.
 */
record Used(ProcessCpu server, ProcessCpu database, ProcessCpu generator, HostCpu host) {
  /** Until now; the generator is this process. */
  static Used now(Supplier<ProcessCpu> server, Supplier<ProcessCpu> database) {
    return new Used(
        server.get(), database.get(), ProcessCpu.of(ProcessHandle.current().pid()), HostCpu.now());
  }

  Used since(Used earlier) {
    return new Used(
        server.since(earlier.server),
        database.since(earlier.database),
        generator.since(earlier.generator),
        host.since(earlier.host));
  }
}
