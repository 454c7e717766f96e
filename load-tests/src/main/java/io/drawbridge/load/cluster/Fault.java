package io.drawbridge.load.cluster;

import io.drawbridge.load.driver.Cluster;
import io.drawbridge.load.driver.ClusterNode;
import io.drawbridge.load.driver.NatsServer;
import io.drawbridge.load.driver.SharedDatabase;
import io.drawbridge.load.driver.wire.TcpProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** A fault of a node, or of what all of them stand on: it is made, lasts a while, and is over. */
public enum Fault {
  /** The process is stopped, in turn for less and for more than the time of a lease. */
  STOP {
    @Override
    void make(Cluster cluster, ClusterNode node, int time, SplittableRandom random)
        throws IOException, InterruptedException {
      node.server().pause();
      last(random, time % 2 == 0 ? BRIEF : LONG);
      node.server().goOn();
    }
  },

  /** The process is killed, and started again a while later. */
  KILL {
    @Override
    void make(Cluster cluster, ClusterNode node, int time, SplittableRandom random)
        throws InterruptedException {
      node.kill();
      last(random, BRIEF);
      node.start();
    }
  },

  /** The node does not reach the database: in turn it is refused, or hears nothing. */
  DATABASE {
    @Override
    void make(Cluster cluster, ClusterNode node, int time, SplittableRandom random)
        throws InterruptedException {
      node.database().set(cut(time));
      last(random, random.nextBoolean() ? BRIEF : LONG);
      node.database().set(TcpProxy.State.THROUGH);
    }
  },

  /** In turn one node does not reach NATS, or NATS is killed and started again a while later. */
  DOORBELL {
    @Override
    void make(Cluster cluster, ClusterNode node, int time, SplittableRandom random)
        throws IOException, InterruptedException {
      if (time % 2 == 0) {
        node.doorbell().orElseThrow().set(cut(time / 2));
        last(random, LONG);
        node.doorbell().orElseThrow().set(TcpProxy.State.THROUGH);
      } else {
        NatsServer nats = cluster.nats().orElseThrow();
        nats.kill();
        last(random, LONG);
        nats.restart();
      }
    }

    @Override
    boolean needsNats() {
      return true;
    }
  },

  /** One node reaches neither the database nor, if it has that doorbell, NATS. */
  BOTH {
    @Override
    void make(Cluster cluster, ClusterNode node, int time, SplittableRandom random)
        throws InterruptedException {
      node.database().set(cut(time));
      node.doorbell().ifPresent(wire -> wire.set(cut(time)));
      last(random, random.nextBoolean() ? BRIEF : LONG);
      node.doorbell().ifPresent(wire -> wire.set(TcpProxy.State.THROUGH));
      node.database().set(TcpProxy.State.THROUGH);
    }
  },

  /** All between the node and the database takes longer. */
  LAG {
    @Override
    void make(Cluster cluster, ClusterNode node, int time, SplittableRandom random)
        throws InterruptedException {
      node.database().slow(Duration.ofMillis(random.nextLong(LAG_MS_MIN, LAG_MS_MAX)));
      last(random, LONG);
      node.database().slow(Duration.ZERO);
    }
  },

  /** The database is killed, and started again. */
  RESTART {
    @Override
    void make(Cluster cluster, ClusterNode node, int time, SplittableRandom random)
        throws IOException, InterruptedException {
      SharedDatabase database = cluster.database();
      database.kill();
      if (time % 2 == 1) {
        last(random, BRIEF);
      }
      database.restart();
    }
  };

  private static final int LAG_MS_MIN = 20;
  private static final int LAG_MS_MAX = 400;

  /** Shorter than the three seconds of a lease, counted from its last renewal. */
  private static final Span BRIEF = new Span(200, 2_200);

  /** Longer than that. */
  private static final Span LONG = new Span(3_200, 6_000);

  private record Span(long fromMs, long toMs) {}

  /**
   * Makes it, waits, and ends it; what follows is the nodes' own matter.
   *
   * @param time how often it was made before
   */
  abstract void make(Cluster cluster, ClusterNode node, int time, SplittableRandom random)
      throws IOException, InterruptedException;

  /** Returns whether there is no such fault without NATS. */
  boolean needsNats() {
    return false;
  }

  private static TcpProxy.State cut(int time) {
    return time % 2 == 0 ? TcpProxy.State.CUT : TcpProxy.State.SILENT;
  }

  /** A fault is as long as it is; nothing tells its end. */
  private static void last(SplittableRandom random, Span span) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextLong(span.fromMs, span.toMs));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
