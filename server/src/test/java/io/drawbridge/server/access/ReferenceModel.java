package io.drawbridge.server.access;

import io.drawbridge.server.access.link.Opening;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model of who may see what, said as plainly as possible and without links, intervals or floors:
 * the state now, and for each message whether some path has held at every moment since. Shares no
 * code with what it checks.
 */
public final class ReferenceModel {
  public record Sent(long epoch, long pos, int moment) {}

  private static final class Edge {
    final Opening opens;
    final long until;
    final int since;

    Edge(Opening opens, long until, int since) {
      this.opens = opens;
      this.until = until;
      this.since = since;
    }
  }

  private @Nullable Edge direct;
  private final @Nullable Edge[] membership = new Edge[2];
  private final @Nullable Edge[] recipient = new Edge[2];
  private boolean excluded;
  private boolean suspended;
  private boolean seated;
  private final List<Opening> exclusionsLifted = new ArrayList<>();
  private final List<Opening> suspensionsLifted = new ArrayList<>();
  private final List<Integer> suspensionsLiftedAt = new ArrayList<>();
  private int moment;
  private int lastMomentWithoutPath;

  public final List<Sent> sent = new ArrayList<>();

  /**
   * Lets the clock end what it ends, does the step, and looks whether a path holds before and
   * after.
   */
  public void apply(Step step, long now, long epoch, long mark) {
    moment++;
    tick(now);
    int g = step.group();
    switch (step.kind()) {
      case ADD -> {
        if (direct == null) {
          direct = new Edge(step.opening(), step.untilMicros(), moment);
        }
      }
      case REMOVE -> direct = null;
      case JOIN_GROUP -> {
        if (membership[g] == null) {
          membership[g] = new Edge(step.opening(), step.untilMicros(), moment);
        }
      }
      case LEAVE_GROUP -> membership[g] = null;
      case ADD_GROUP -> {
        if (recipient[g] == null) {
          recipient[g] = new Edge(step.opening(), Long.MAX_VALUE, moment);
        }
      }
      case REMOVE_GROUP -> recipient[g] = null;
      case EXCLUDE -> excluded = true;
      case LIFT -> {
        if (excluded) {
          exclusionsLifted.add(new Opening(epoch, mark));
        }
        excluded = false;
      }
      case SUSPEND -> suspended = true;
      case UNSUSPEND -> {
        if (suspended) {
          suspensionsLifted.add(seated ? Opening.EVERYTHING : new Opening(epoch, mark));
          suspensionsLiftedAt.add(moment);
        }
        suspended = false;
      }
      case SEAT -> seated = true;
      case UNSEAT -> {
        seated = false;
        direct = null;
        membership[0] = null;
        membership[1] = null;
      }
      case SET_ROLE, SWEEP, OTHER_CHANGE, SEND -> {}
    }
    look();
  }

  public void sent(long epoch, long pos) {
    sent.add(new Sent(epoch, pos, moment));
  }

  /** Ends what the clock ends between two steps. */
  public void tick(long now) {
    direct = alive(direct, now);
    membership[0] = alive(membership[0], now);
    membership[1] = alive(membership[1], now);
    look();
  }

  private static @Nullable Edge alive(@Nullable Edge edge, long now) {
    return edge != null && edge.until <= now ? null : edge;
  }

  private void look() {
    if (!hasPath()) {
      lastMomentWithoutPath = moment;
    }
  }

  public boolean hasPath() {
    return !suspended && (direct != null || grouped(0) || grouped(1));
  }

  private boolean grouped(int g) {
    return !excluded && membership[g] != null && recipient[g] != null;
  }

  public boolean sees(Sent message) {
    if (!hasPath()) {
      return false;
    }
    if (message.moment() > lastMomentWithoutPath) {
      return true;
    }
    return opensByDirect(message) || opensBy(0, message) || opensBy(1, message);
  }

  /** By what a message shows: -1 is the person's own link, else the number of a group. */
  public Set<Integer> ways(Sent message) {
    Set<Integer> ways = new HashSet<>();
    boolean unbroken = message.moment() > lastMomentWithoutPath;
    if (!suspended && direct != null && (unbroken || opensByDirect(message))) {
      ways.add(-1);
    }
    for (int g = 0; g < membership.length; g++) {
      if (!suspended && grouped(g) && (unbroken || opensBy(g, message))) {
        ways.add(g);
      }
    }
    return ways;
  }

  private boolean opensByDirect(Sent message) {
    return direct != null && at(direct.opens, message) && afterSuspensions(direct.since, message);
  }

  private boolean opensBy(int g, Sent message) {
    Edge member = membership[g];
    Edge via = recipient[g];
    return grouped(g)
        && member != null
        && via != null
        && at(member.opens, message)
        && at(via.opens, message)
        && exclusionsLifted.stream().allMatch(lift -> at(lift, message))
        && afterSuspensions(Math.max(member.since, via.since), message);
  }

  private boolean afterSuspensions(int began, Sent message) {
    for (int i = 0; i < suspensionsLifted.size(); i++) {
      if (suspensionsLiftedAt.get(i) > began && !at(suspensionsLifted.get(i), message)) {
        return false;
      }
    }
    return true;
  }

  private static boolean at(Opening opens, Sent message) {
    return message.epoch() >= opens.epoch() && message.pos() > opens.pos();
  }
}
