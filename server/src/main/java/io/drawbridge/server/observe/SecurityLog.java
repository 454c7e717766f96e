package io.drawbridge.server.observe;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.ratelimit.Bucket;
import io.drawbridge.server.ratelimit.Rate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes one structured line for each event that matters to security, and counts it. Lines hold ids
 * and, if the operator wants them, source addresses; never names, mail addresses, texts or secrets.
 * What a stranger can cause is bounded: each kind of event writes a few lines a second, and the
 * next line says how many were left out. Thread-safe.
 */
@LetsOut(Surface.LOG)
public final class SecurityLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.drawbridge.security");
  private static final Rate LINES = Rate.perSecond(10, 100);

  private final Metrics metrics;
  private final boolean sources;
  private final Map<SecurityEvent, Lines> lines = new EnumMap<>(SecurityEvent.class);

  /** The budget of one kind of event, and what it has left out. */
  private record Lines(Bucket budget, AtomicLong leftOut) {}

  /** One key and value of a line. */
  public record Fact(String key, String value) {
    /** The account that the event is about. */
    public static Fact account(AccountId account) {
      return new Fact("account", account.toString());
    }

    /** The account that did it. */
    public static Fact by(AccountId actor) {
      return new Fact("by", actor.toString());
    }

    /** The number of accounts that the event is about, where there are several. */
    public static Fact people(int count) {
      return new Fact("people", Integer.toString(count));
    }

    public static Fact session(SessionId session) {
      return new Fact("session", session.toString());
    }

    public static Fact conversation(ConversationId conversation) {
      return new Fact("conversation", conversation.toString());
    }

    public static Fact workspace(WorkspaceId workspace) {
      return new Fact("workspace", workspace.toString());
    }

    /** The network that a request came from; left out of the line where the operator wants none. */
    public static Fact source(String network) {
      return new Fact(SOURCE, network);
    }

    /** One of a few fixed words, never what a client sent. */
    public static Fact reason(String word) {
      return new Fact("reason", word);
    }
  }

  private static final String SOURCE = "source";

  /**
   * @param sources whether lines show where a request came from
   */
  public SecurityLog(Metrics metrics, boolean sources) {
    this.metrics = metrics;
    this.sources = sources;
    long now = System.nanoTime();
    for (SecurityEvent event : SecurityEvent.values()) {
      lines.put(event, new Lines(new Bucket(LINES, now), new AtomicLong()));
      metrics.securityEvents(event, 0);
    }
  }

  /** Counts the event, and writes its line if the budget allows. */
  public void record(SecurityEvent event, Fact... facts) {
    metrics.securityEvents(event, 1);
    Lines of = Objects.requireNonNull(lines.get(event));
    if (of.budget().take(System.nanoTime()) > 0) {
      of.leftOut().incrementAndGet();
      return;
    }
    LoggingEventBuilder line = LOG.atInfo().addKeyValue("event", event.text());
    for (Fact fact : facts) {
      if (sources || !fact.key().equals(SOURCE)) {
        line = line.addKeyValue(fact.key(), fact.value());
      }
    }
    long leftOut = of.leftOut().getAndSet(0);
    if (leftOut > 0) {
      line = line.addKeyValue("left_out", leftOut);
    }
    line.log(event.meaning());
  }
}
