package io.drawbridge.server.cluster;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the kernel kill this process at a moment, unless that is put off before. A check in software
 * is not enough for a lease, as a process can be stopped between the check and the write; this
 * timer also ends one that is stopped, and with it what it has not sent (<a
 * href="https://man7.org/linux/man-pages/man2/timer_create.2.html">timer_create</a>). There is one
 * on Linux alone. Thread-safe.
 */
@SuppressWarnings("restricted") // the C library, by the signatures of its manual
public final class DeadMan implements KernelTimer {
  private static final Logger LOG = LoggerFactory.getLogger(DeadMan.class);

  /** The clock that goes on while the machine sleeps. */
  private static final int CLOCK_BOOTTIME = 7;

  private static final int SIGKILL = 9;
  private static final int TIMER_ABSTIME = 1;
  private static final long NANOS = 1_000_000_000L;

  /** The size of {@code sigevent}, with the places of the signal's number and of how it comes. */
  private static final long EVENT_BYTES = 64;

  private static final long SIGNAL_AT = 8;

  /** An interval and a moment, of seconds and nanoseconds each. */
  private static final long SPEC_BYTES = 32;

  private static final long MOMENT_AT = 16;

  private final MethodHandle readClock;
  private final MethodHandle setTimer;
  private final MemorySegment timer;
  private final MemorySegment time;
  private final MemorySegment spec;
  private long armed;

  private DeadMan(Linker linker, SymbolLookup libc) throws Throwable {
    AddressLayout pointer = ValueLayout.ADDRESS;
    ValueLayout.OfInt number = ValueLayout.JAVA_INT;
    MethodHandle create =
        linker.downcallHandle(
            libc.findOrThrow("timer_create"),
            FunctionDescriptor.of(number, number, pointer, pointer));
    setTimer =
        linker.downcallHandle(
            libc.findOrThrow("timer_settime"),
            FunctionDescriptor.of(number, pointer, number, pointer, pointer));
    readClock =
        linker.downcallHandle(
            libc.findOrThrow("clock_gettime"), FunctionDescriptor.of(number, number, pointer));
    // For the life of the process, as the timer is.
    Arena always = Arena.global();
    time = always.allocate(SPEC_BYTES, Long.BYTES);
    spec = always.allocate(SPEC_BYTES, Long.BYTES);
    MemorySegment event = always.allocate(EVENT_BYTES, Long.BYTES);
    event.set(number, SIGNAL_AT, SIGKILL);
    MemorySegment made = always.allocate(pointer);
    check((int) create.invokeExact(CLOCK_BOOTTIME, event, made), "timer_create");
    timer = made.get(pointer, 0);
  }

  /** A timer that is not armed; empty where the system has none. */
  public static Optional<DeadMan> make() {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    try {
      return Optional.of(new DeadMan(linker, linker.defaultLookup()));
    } catch (Throwable missing) {
      LOG.warn("there is no timer of the kernel that ends a stopped process", missing);
      return Optional.empty();
    }
  }

  @Override
  public synchronized long nowNanos() {
    try {
      check((int) readClock.invokeExact(CLOCK_BOOTTIME, time), "clock_gettime");
    } catch (Throwable e) {
      throw unexpected(e);
    }
    return time.get(ValueLayout.JAVA_LONG, 0) * NANOS + time.get(ValueLayout.JAVA_LONG, Long.BYTES);
  }

  @Override
  public synchronized void arm(long fromNanos, Duration after) {
    long at = fromNanos + after.toNanos();
    if (at > armed && at > nowNanos()) {
      armed = at;
      set(at);
    }
  }

  @Override
  public synchronized void disarm() {
    if (armed != 0) {
      armed = 0;
      set(0);
    }
  }

  private void set(long at) {
    spec.set(ValueLayout.JAVA_LONG, MOMENT_AT, at / NANOS);
    spec.set(ValueLayout.JAVA_LONG, MOMENT_AT + Long.BYTES, at % NANOS);
    try {
      check(
          (int) setTimer.invokeExact(timer, TIMER_ABSTIME, spec, MemorySegment.NULL),
          "timer_settime");
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static void check(int answer, String what) {
    if (answer != 0) {
      throw new IllegalStateException("%s: %d (expected: 0)".formatted(what, answer));
    }
  }

  private static RuntimeException unexpected(Throwable e) {
    return e instanceof RuntimeException known ? known : new IllegalStateException(e);
  }
}
