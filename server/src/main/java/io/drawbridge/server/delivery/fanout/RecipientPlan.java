package io.drawbridge.server.delivery.fanout;

import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.view.Views.Audience;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.Sessions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The sessions that a conversation's events go to, by event loop; good as long as neither the view
 * nor the set of sessions has changed. Immutable.
 */
final class RecipientPlan {
  static final RecipientPlan NONE = new RecipientPlan(Audience.NOBODY, -1, List.of());

  private final Audience audience;
  private final long sessionsVersion;
  private final List<Part> parts;

  private RecipientPlan(Audience audience, long sessionsVersion, List<Part> parts) {
    this.audience = audience;
    this.sessionsVersion = sessionsVersion;
    this.parts = parts;
  }

  /**
   * The recipients on one event loop: parallel arrays, and bounds that spare asking each floor.
   * They are in the order of their arrival, because what belongs to connections that came one after
   * the other, in the kernel too, lies side by side in memory: a write to each in turn then costs
   * less than in any other order.
   */
  static final class Part {
    private final int loop;
    private final Session[] sessions;
    private final Floor[] floors;
    private final long epochMax;
    private final long posMax;
    private final boolean endless;

    private Part(int loop, List<Seen> seen) {
      this.loop = loop;
      seen.sort(Comparator.comparingLong(each -> each.session().connection().arrival()));
      this.sessions = seen.stream().map(Seen::session).toArray(Session[]::new);
      this.floors = seen.stream().map(Seen::floor).toArray(Floor[]::new);
      this.epochMax = seen.stream().map(Seen::floor).mapToLong(Floor::epoch).max().orElse(0);
      this.posMax = seen.stream().map(Seen::floor).mapToLong(Floor::pos).max().orElse(0);
      this.endless = seen.stream().map(Seen::floor).noneMatch(Part::ends);
    }

    int loop() {
      return loop;
    }

    int size() {
      return sessions.length;
    }

    Session session(int i) {
      return sessions[i];
    }

    /** Returns whether the i-th may see content of that epoch at that position. */
    boolean shows(int i, long epoch, long pos) {
      return (epoch >= epochMax && pos > posMax) || floors[i].shows(epoch, pos);
    }

    /** Returns whether the i-th one's sight has an end in time, which only the gate can judge. */
    boolean ends(int i) {
      return !endless && ends(floors[i]);
    }

    private static boolean ends(Floor floor) {
      return floor.untilMicros() != Floor.FOREVER;
    }
  }

  List<Part> parts() {
    return parts;
  }

  /** The version of the view at which all recipients were found entitled. */
  long audienceVersion() {
    return audience.version();
  }

  /** Returns whether externals do not see each other there, so that the gate is asked for each. */
  boolean apart() {
    return audience.apart();
  }

  /** This plan if it is still good, else a new one; the view keeps an audience while it stands. */
  @SuppressWarnings("ReferenceEquality") // an equal audience of another state is another audience
  RecipientPlan refreshed(Audience now, Sessions sessions) {
    long version = sessions.version();
    if (now == audience && version == sessionsVersion) {
      return this;
    }
    List<List<Seen>> found = new ArrayList<>();
    for (int loop = 0; loop < sessions.loops(); loop++) {
      found.add(new ArrayList<>());
    }
    for (int i = 0; i < now.people().length; i++) {
      for (Session session : sessions.of(now.people()[i])) {
        found.get(session.connection().loop()).add(new Seen(session, now.floors()[i]));
      }
    }
    List<Part> parts = new ArrayList<>();
    for (int loop = 0; loop < found.size(); loop++) {
      if (!found.get(loop).isEmpty()) {
        parts.add(new Part(loop, found.get(loop)));
      }
    }
    return new RecipientPlan(now, version, List.copyOf(parts));
  }

  private record Seen(Session session, Floor floor) {}
}
