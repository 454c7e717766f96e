package io.drawbridge.load.replay;

import io.drawbridge.load.audit.Auditor;
import io.drawbridge.load.audit.Violation;
import io.drawbridge.load.corpus.Conversation;
import io.drawbridge.load.corpus.Corpus;
import io.drawbridge.load.driver.MailSink;
import io.drawbridge.load.driver.ServerProcess;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.load.measure.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Plays the corpus on a server of its own, many threads at a time, and proves what everybody
 * received. The server may be killed without warning on the way.
 */
public final class Replay {
  private static final int VIOLATIONS_SHOWN = 20;
  private static final int PROGRESS_SECONDS = 5;

  private final Corpus corpus;
  private final int threadsAtOnce;
  private final int kills;
  private final Consumer<String> out;
  private final Auditor auditor = new Auditor();
  private final Latencies latencies = new Latencies();
  private final Score score = new Score();

  public Replay(Corpus corpus, int threadsAtOnce, int kills, Consumer<String> out) {
    this.corpus = corpus;
    this.threadsAtOnce = threadsAtOnce;
    this.kills = kills;
    this.out = out;
  }

  /** Runs to the end; true if nothing was wrong. */
  public boolean run() throws Exception {
    try (Testbed testbed = Testbed.open()) {
      out.accept("server ready, signing the regulars in");
      try (Cast cast = new Cast(corpus, testbed, auditor, latencies, score)) {
        long start = System.nanoTime();
        play(cast, testbed.server());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return report(took, testbed.mails());
      }
    }
  }

  private void play(Cast cast, ServerProcess server) throws Exception {
    Semaphore places = new Semaphore(threadsAtOnce);
    List<Future<?>> runs = new ArrayList<>();
    AtomicBoolean failed = new AtomicBoolean();
    int killed = 0;
    ScheduledExecutorService progress = reportProgress();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Conversation conversation : corpus.conversations()) {
        places.acquire();
        if (failed.get()) {
          break;
        }
        Script script = Script.of(conversation, corpus.regulars());
        runs.add(
            executor.submit(() -> {
              try {
                new ThreadRun(script, cast, auditor, latencies, score).play();
                return null;
              } catch (InterruptedException | RuntimeException e) {
                failed.set(true);
                throw e;
              } finally {
                places.release();
              }
            }));
        if (killed < kills
            && runs.size() > (killed + 1) * corpus.conversations().size() / (kills + 1)) {
          killed++;
          out.accept("killing the server (-9), time " + killed);
          server.killAndRestart();
        }
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } catch (ExecutionException unplayed) {
      out.accept("the server's last words:\n" + server.output());
      throw new IllegalStateException("a thread could not be played", unplayed.getCause());
    } finally {
      progress.shutdownNow();
    }
  }

  /** A line every few seconds during a run. */
  private ScheduledExecutorService reportProgress() {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    AtomicLong before = new AtomicLong();
    timer.scheduleAtFixedRate(
        () -> {
          long now = score.sent.get();
          out.accept(
              "threads %d/%d  messages %d (%d/s)  added %d  removed %d"
                  .formatted(
                      score.threads.get(),
                      corpus.conversations().size(),
                      now,
                      (now - before.getAndSet(now)) / PROGRESS_SECONDS,
                      score.added.get(),
                      score.removed.get()));
        },
        PROGRESS_SECONDS,
        PROGRESS_SECONDS,
        TimeUnit.SECONDS);
    return timer;
  }

  private boolean report(Duration took, MailSink mails) {
    List<Violation> violations = auditor.judge();
    List<String> faults = score.faults();
    violations.stream().limit(VIOLATIONS_SHOWN).forEach(one -> out.accept(one.toString()));
    faults.stream().limit(VIOLATIONS_SHOWN).forEach(out);
    out.accept(
        new Table("figure", "value")
            .row("threads", score.threads)
            .row("messages sent and acknowledged", score.sent)
            .row("deliveries audited", auditor.deliveries())
            .row("invitations mailed and opened", score.added)
            .row("mails received by SMTP", mails.mails())
            .row("removals (raced with sends)", score.removed + " (" + score.raced + ")")
            .row("removed who tried history, resume, send", score.tried)
            .row("files sent; fetched or refused", score.files + "; " + score.fetched)
            .row("searches (hits audited)", score.searched + " (" + score.hits + ")")
            .row("server kills (-9)", kills)
            .row("duration s", took.toSeconds())
            .row("messages/s", "%.0f".formatted(score.sent.get() * 1e9 / took.toNanos()))
            .row("send to ack ms p50/p95/p99/max", Latencies.percentiles(score.sends()))
            .row(
                "send to delivery ms p50/p95/p99/max",
                Latencies.percentiles(latencies.deliveries()))
            .row("removal to receipt ms p50/p95/p99/max", Latencies.percentiles(score.removals()))
            .toString());
    out.accept("violations: " + (violations.size() + faults.size()));
    return violations.isEmpty() && faults.isEmpty();
  }
}
