package io.drawbridge.server.observe;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.codec.CommandTypes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Counts and times what the server does. Thread-safe and cheap: each call adds to a few atomic
 * numbers. Tag values come from small fixed sets, never from what clients send.
 */
public final class Metrics {
  /** The kind of lane that a measurement is about. */
  public enum Lane {
    APPEND("append"),
    CHANGE("change");

    private final String tag;

    Lane(String tag) {
      this.tag = tag;
    }
  }

  /** The outcome of an attempt to send a row of the outbox. */
  public enum ExitOutcome {
    SENT("sent"),
    WITHDRAWN("withdrawn"),
    FAILED("failed"),
    DEAD("dead");

    private final String tag;

    ExitOutcome(String tag) {
      this.tag = tag;
    }
  }

  /** The reason why a socket was closed that did nothing wrong. */
  public enum Dropped {
    ADDRESS("address"),
    FULL("full"),
    MEMORY("memory");

    private final String tag;

    Dropped(String tag) {
      this.tag = tag;
    }

    /** The reason as the metric and the log show it. */
    public String tag() {
      return tag;
    }
  }

  /** The things that happen to slash commands. */
  public enum Slash {
    ASKED("asked"),
    ANSWERED("answered"),
    SAID("said"),
    UNANSWERED("unanswered");

    private final String tag;

    Slash(String tag) {
      this.tag = tag;
    }
  }

  /** The way a connection failed. */
  public enum ConnectionFailure {
    LOST("lost"),
    TLS("tls"),
    MEMORY("memory"),
    OTHER("other");

    private final String tag;

    ConnectionFailure(String tag) {
      this.tag = tag;
    }
  }

  private static final String SCOPE = "scope";

  /** The outcomes of reading what came back: one of ours, or not. */
  private static final List<String> RETURNS = List.of("bounced", "other");

  private static final List<String> QUOTAS =
      List.of("member", "external", "conversation", "workspace");
  private static final String LANE = "lane";
  private static final String PHASE = "phase";
  private static final String OUTCOME = "outcome";
  private static final String EXIT = "exit";
  private static final String TYPE = "type";
  private static final String CODE = "code";
  private static final String REASON = "reason";
  private static final String KIND = "kind";
  private static final String EVENT = "event";
  private static final List<String> PHASES = List.of("lock", "commit", "fence", "total");

  /** The counters without a tag. */
  private static final List<MetricName> COUNTERS =
      List.of(
          MetricName.LANE_POSTPONED,
          MetricName.APPENDS,
          MetricName.CHANGES,
          MetricName.FANOUT_GAPS,
          MetricName.DELIVERIES,
          MetricName.DELIVERED_BYTES,
          MetricName.GATE_DROPS,
          MetricName.GATE_HOLDS,
          MetricName.OUTBOX_CUTOFFS,
          MetricName.OUTBOX_PURGED,
          MetricName.RESETS,
          MetricName.DATABASE_RESTARTS,
          MetricName.PREVIEWS_FETCHED,
          MetricName.POLL_VOTES,
          MetricName.EXPORT_PARTS,
          MetricName.PUSH_ENDED,
          MetricName.NOTICES,
          MetricName.NOTICES_TOLD,
          MetricName.RETRIES);

  /** Upper ends of its buckets: the aim for three healthy nodes is 50 ms, the bound 3.5 s. */
  private static final List<Duration> REMOVAL_BUCKETS =
      Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 3_500, 5_000, 10_000, 20_000)
          .map(Duration::ofMillis)
          .toList();

  private final Meters meters = new Meters();
  private final Timer externalRemovals =
      meters.histogram(MetricName.EXTERNAL_REMOVAL, REMOVAL_BUCKETS);

  public Metrics() {
    begin();
  }

  /** Shows everything from the first scrape on: what has not happened yet is zero, not absent. */
  private void begin() {
    for (Lane lane : Lane.values()) {
      meters.timer(new Meters.Key(MetricName.DOMAIN_LOCK_WAIT, LANE, lane.tag));
      meters.timer(new Meters.Key(MetricName.LANE_COMMIT, LANE, lane.tag));
      meters.summary(new Meters.Key(MetricName.LANE_BATCH, LANE, lane.tag));
      meters.counter(new Meters.Key(MetricName.LANE_RETRIED, LANE, lane.tag));
    }
    PHASES.forEach(phase -> meters.timer(new Meters.Key(MetricName.FENCE, PHASE, phase)));
    CommandTypes.names()
        .forEach(type -> meters.timer(new Meters.Key(MetricName.COMMANDS, TYPE, type)));
    for (ErrorCode code : ErrorCode.values()) {
      meters.counter(new Meters.Key(MetricName.COMMAND_ERRORS, CODE, code.wire()));
    }
    for (Dropped reason : Dropped.values()) {
      meters.counter(new Meters.Key(MetricName.SOCKETS_DROPPED, REASON, reason.tag));
    }
    for (ConnectionFailure kind : ConnectionFailure.values()) {
      meters.counter(new Meters.Key(MetricName.CONNECTION_FAILURES, KIND, kind.tag));
    }
    for (Slash what : Slash.values()) {
      meters.counter(new Meters.Key(MetricName.SLASH, EVENT, what.tag));
    }
    for (SecurityEvent event : SecurityEvent.values()) {
      meters.counter(new Meters.Key(MetricName.SECURITY_EVENTS, EVENT, event.text()));
    }
    RETURNS.forEach(
        outcome -> meters.counter(new Meters.Key(MetricName.MAIL_RETURNS, OUTCOME, outcome)));
    QUOTAS.forEach(
        scope -> meters.counter(new Meters.Key(MetricName.QUOTA_REFUSALS, SCOPE, scope)));
    for (CanaryFinding found : CanaryFinding.values()) {
      meters.counter(new Meters.Key(MetricName.CANARY, OUTCOME, found.text()));
    }
    COUNTERS.forEach(name -> meters.counter(new Meters.Key(name, "", "")));
  }

  /** Records a wait for a domain's lock. */
  public void domainLockWaited(Lane lane, long nanos) {
    meters.time(MetricName.DOMAIN_LOCK_WAIT, LANE, lane.tag, nanos);
  }

  /** Records that a lane committed a transaction of {@code items} appends or changes. */
  public void committed(Lane lane, int items, long nanos) {
    meters.time(MetricName.LANE_COMMIT, LANE, lane.tag, nanos);
    meters.summary(new Meters.Key(MetricName.LANE_BATCH, LANE, lane.tag)).record(items);
    meters.count(lane == Lane.APPEND ? MetricName.APPENDS : MetricName.CHANGES, "", "", items);
  }

  /** Counts domains of a batch that somebody else had locked and that were put off. */
  public void postponed(int domains) {
    meters.count(MetricName.LANE_POSTPONED, "", "", domains);
  }

  /** Counts the items of a failed batch, which are tried again one by one. */
  public void retriedAlone(Lane lane, int items) {
    meters.count(MetricName.LANE_RETRIED, LANE, lane.tag, items);
  }

  /** Records how long each phase of a removal took that is final now. */
  public void fenced(long lockMicros, long commitMicros, long fenceMicros, long totalMicros) {
    meters.time(MetricName.FENCE, PHASE, "lock", TimeUnit.MICROSECONDS.toNanos(lockMicros));
    meters.time(MetricName.FENCE, PHASE, "commit", TimeUnit.MICROSECONDS.toNanos(commitMicros));
    meters.time(MetricName.FENCE, PHASE, "fence", TimeUnit.MICROSECONDS.toNanos(fenceMicros));
    meters.time(MetricName.FENCE, PHASE, "total", TimeUnit.MICROSECONDS.toNanos(totalMicros));
  }

  /** Records a removal of the canary, from request to receipt. */
  public void canaryRemoved(long nanos) {
    externalRemovals.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Counts what the canary found about a node. */
  public void canary(CanaryFinding found) {
    meters.count(MetricName.CANARY, OUTCOME, found.text(), 1);
  }

  /** Counts a reading of a conversation's events from the database because one was missing. */
  public void gapRead() {
    meters.count(MetricName.FANOUT_GAPS, "", "", 1);
  }

  /** Counts a call of a page for a preview. */
  public void pageCalled() {
    meters.count(MetricName.PREVIEWS_FETCHED, "", "", 1);
  }

  /** Counts a vote in a poll. */
  public void voted() {
    meters.count(MetricName.POLL_VOTES, "", "", 1);
  }

  /** Counts a part of an export that was made. */
  public void exportPart() {
    meters.count(MetricName.EXPORT_PARTS, "", "", 1);
  }

  /** Counts a device of which its push service said that it is there no more. */
  public void pushEnded() {
    meters.count(MetricName.PUSH_ENDED, "", "", 1);
  }

  /** Counts notices that were written. */
  public void noticesWritten(int notices) {
    meters.count(MetricName.NOTICES, "", "", notices);
  }

  /** Counts notices of which somebody connected was told. */
  public void noticesTold(int notices) {
    meters.count(MetricName.NOTICES_TOLD, "", "", notices);
  }

  /** Records that one drain of an outbox was written. */
  public void delivered(int frames, int bytes) {
    meters.count(MetricName.DELIVERIES, "", "", frames);
    meters.count(MetricName.DELIVERED_BYTES, "", "", bytes);
  }

  /** Counts what the egress gate refused. */
  public void gateDropped(int items) {
    meters.count(MetricName.GATE_DROPS, "", "", items);
  }

  /** Counts an outbox that waits until a view has caught up. */
  public void gateHeld() {
    meters.count(MetricName.GATE_HOLDS, "", "", 1);
  }

  /** Counts a connection that was closed because its outbox was full. */
  public void outboxCutOff() {
    meters.count(MetricName.OUTBOX_CUTOFFS, "", "", 1);
  }

  /** Counts queued items that a removal took back. */
  public void outboxPurged(int items) {
    meters.count(MetricName.OUTBOX_PURGED, "", "", items);
  }

  /** Counts a connection that a removal reset because it still held unsent bytes. */
  public void connectionReset() {
    meters.count(MetricName.RESETS, "", "", 1);
  }

  /** Counts a socket that was closed so that others get in, or for want of memory. */
  public void socketDropped(Dropped reason) {
    meters.count(MetricName.SOCKETS_DROPPED, REASON, reason.tag, 1);
  }

  /** Counts a connection that failed. */
  public void connectionFailed(ConnectionFailure kind) {
    meters.count(MetricName.CONNECTION_FAILURES, KIND, kind.tag, 1);
  }

  /**
   * Records the time of a command's answer; {@code type} is one of the protocol's, never a client's
   * own text.
   */
  public void commandAnswered(String type, long nanos) {
    meters.time(MetricName.COMMANDS, TYPE, type, nanos);
  }

  /** Counts a command that was refused with this error code. */
  public void commandRefused(String code) {
    meters.count(MetricName.COMMAND_ERRORS, CODE, code, 1);
  }

  /** Counts a restart of the embedded database after it had ended by itself. */
  public void databaseRestarted() {
    meters.count(MetricName.DATABASE_RESTARTS, "", "", 1);
  }

  /** Counts a refusal because a quota of this scope was used up. */
  public void quotaRefused(String scope) {
    meters.count(MetricName.QUOTA_REFUSALS, SCOPE, scope, 1);
  }

  /** Counts what happened to a slash command. */
  public void slash(Slash what) {
    meters.count(MetricName.SLASH, EVENT, what.tag, 1);
  }

  /** Counts events that matter to security; an amount of 0 makes the metric known. */
  void securityEvents(SecurityEvent event, int amount) {
    meters
        .counter(new Meters.Key(MetricName.SECURITY_EVENTS, EVENT, event.text()))
        .increment(amount);
  }

  /** An exit with this name will send rows of the outbox. */
  public void exit(String exit) {
    for (ExitOutcome outcome : ExitOutcome.values()) {
      exitRow(exit, outcome).increment(0);
    }
  }

  /** An attempt to send a row is over; {@code exit} is one that was made known. */
  public void exit(String exit, ExitOutcome outcome) {
    exitRow(exit, outcome).increment();
  }

  /** Counts a mail that was read where bounces come back: one of ours, or another. */
  public void mailReturned(boolean ours) {
    meters.count(MetricName.MAIL_RETURNS, OUTCOME, RETURNS.get(ours ? 0 : 1), 1);
  }

  private Counter exitRow(String exit, ExitOutcome outcome) {
    return meters.counter(MetricName.EXIT_ROWS, EXIT, exit, OUTCOME, outcome.tag);
  }

  /** Work that must be done after a commit has failed, and is tried again. */
  public void retried() {
    meters.count(MetricName.RETRIES, "", "", 1);
  }

  /** Shows a number that is read when metrics are asked for; the source is kept alive. */
  public <T> void gauge(MetricName name, T source, ToDoubleFunction<T> value) {
    meters.gauge(name, source, value);
  }

  /** All metrics in the Prometheus text format. */
  public String scrape() {
    return meters.scrape();
  }
}
