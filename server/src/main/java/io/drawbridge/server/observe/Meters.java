package io.drawbridge.server.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Keeps the numbers of {@link Metrics} in a registry that Prometheus reads. Thread-safe. */
final class Meters {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
  private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
  private final Map<Key, DistributionSummary> summaries = new ConcurrentHashMap<>();

  Meters() {
    // By other names than the units and endings that Prometheus asks for.
    registry
        .config()
        .meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"))
        .meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
    processor();
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  private void processor() {
    OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
    Gauge.builder("system.cpus", machine, OperatingSystemMXBean::getAvailableProcessors)
        .description("processors that this process may use")
        .register(registry);
    if (machine instanceof com.sun.management.OperatingSystemMXBean process) {
      FunctionCounter.builder("process.cpu", process, it -> it.getProcessCpuTime() / 1e9)
          .description("processor time that this process has used")
          .baseUnit("seconds")
          .register(registry);
    }
  }

  /** Shows a number that is read when metrics are asked for; the source is kept alive. */
  <T> void gauge(MetricName name, T source, ToDoubleFunction<T> value) {
    Gauge.builder(name.dotted(), source, value)
        .description(name.meaning())
        .baseUnit(baseUnit(name))
        .strongReference(true)
        .register(registry);
  }

  String scrape() {
    return registry.scrape();
  }

  /** A counter with several tags. */
  Counter counter(MetricName name, String... tags) {
    return Counter.builder(name.dotted()).description(name.meaning()).tags(tags).register(registry);
  }

  void time(MetricName name, String tag, String value, long nanos) {
    timer(new Key(name, tag, value)).record(nanos, TimeUnit.NANOSECONDS);
  }

  void count(MetricName name, String tag, String value, double amount) {
    if (amount > 0) {
      counter(new Key(name, tag, value)).increment(amount);
    }
  }

  Timer timer(Key key) {
    return timers.computeIfAbsent(key, this::newTimer);
  }

  Counter counter(Key key) {
    return counters.computeIfAbsent(key, this::newCounter);
  }

  DistributionSummary summary(Key key) {
    return summaries.computeIfAbsent(key, this::newSummary);
  }

  private Timer newTimer(Key key) {
    return Timer.builder(key.name().dotted())
        .description(key.name().meaning())
        .tags(key.tags())
        .publishPercentiles(0.5, 0.99)
        .register(registry);
  }

  /** A timer whose counts of several nodes can be added up, with buckets up to these ends. */
  Timer histogram(MetricName name, List<Duration> ends) {
    return Timer.builder(name.dotted())
        .description(name.meaning())
        .serviceLevelObjectives(ends.toArray(Duration[]::new))
        .register(registry);
  }

  private Counter newCounter(Key key) {
    return Counter.builder(key.name().dotted())
        .description(key.name().meaning())
        .baseUnit(baseUnit(key.name()))
        .tags(key.tags())
        .register(registry);
  }

  private DistributionSummary newSummary(Key key) {
    return DistributionSummary.builder(key.name().dotted())
        .description(key.name().meaning())
        .tags(key.tags())
        .publishPercentiles(0.5, 0.99)
        .register(registry);
  }

  private static @Nullable String baseUnit(MetricName name) {
    return switch (name.unit()) {
      case SECONDS -> "seconds";
      case BYTES -> "bytes";
      case ITEMS -> null;
    };
  }

  record Key(MetricName name, String tag, String value) {
    String[] tags() {
      return tag.isEmpty() ? new String[0] : new String[] {tag, value};
    }
  }
}
