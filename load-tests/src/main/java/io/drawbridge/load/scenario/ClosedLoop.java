package io.drawbridge.load.scenario;

import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * One server with everybody connected, ready to be sampled: a sender keeps a window of messages in
 * flight, and all receivers get each of them.
 *
 * @param receivers where the receivers' frames go
 * @param send sends the message of a number
 * @param used the CPU used until now
 * @param length how long one sample sends
 */
record ClosedLoop(List<Switch> receivers, IntConsumer send, Supplier<Used> used, Duration length) {

  /** The work of one sample, and what it used. */
  record Sample(long deliveries, long wrong, Used used, Duration wall) {
    double micros() {
      return each(used.server().total());
    }

    double userMicros() {
      return each(used.server().user());
    }

    double databaseMicros() {
      return each(used.database().total());
    }

    double generatorMicros() {
      return each(used.generator().total());
    }

    /** The share of the processors' time that the machine's host kept, in percent. */
    double stolenPercent() {
      return used.host().stolenPercent();
    }

    double rate() {
      return deliveries * 1e9 / wall.toNanos();
    }

    private double each(Duration cpu) {
      return cpu.toNanos() / 1_000.0 / deliveries;
    }
  }

  /** Sends for a while with this many messages in flight; ends when all were delivered. */
  Sample sample(int window) throws InterruptedException {
    Deliveries deliveries = new Deliveries(receivers.size(), window);
    receivers.forEach(one -> one.to(deliveries.new Receiver()::frame));
    Used before = used.get();
    long start = System.nanoTime();
    for (int number = 0; System.nanoTime() - start < length.toNanos(); number++) {
      deliveries.awaitPlaces(1);
      send.accept(number);
    }
    deliveries.awaitPlaces(window);
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    return new Sample(deliveries.delivered(), deliveries.wrong(), used.get().since(before), wall);
  }
}
