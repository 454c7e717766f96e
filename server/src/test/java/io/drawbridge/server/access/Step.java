package io.drawbridge.server.access;

import io.drawbridge.server.access.Memberships.At;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.link.Opening;
import java.util.Random;

/** One step of a random history of one person, one thread and two groups. */
public record Step(Kind kind, int group, Opening opening, long untilMicros) {
  public enum Kind {
    ADD,
    REMOVE,
    JOIN_GROUP,
    LEAVE_GROUP,
    ADD_GROUP,
    REMOVE_GROUP,
    EXCLUDE,
    LIFT,
    SUSPEND,
    UNSUSPEND,
    SEAT,
    UNSEAT,
    SET_ROLE,
    SWEEP,
    OTHER_CHANGE,
    SEND
  }

  private static final Kind[] KINDS = {
    Kind.ADD,
    Kind.ADD,
    Kind.ADD,
    Kind.REMOVE,
    Kind.REMOVE,
    Kind.JOIN_GROUP,
    Kind.JOIN_GROUP,
    Kind.JOIN_GROUP,
    Kind.LEAVE_GROUP,
    Kind.LEAVE_GROUP,
    Kind.ADD_GROUP,
    Kind.ADD_GROUP,
    Kind.ADD_GROUP,
    Kind.REMOVE_GROUP,
    Kind.REMOVE_GROUP,
    Kind.EXCLUDE,
    Kind.LIFT,
    Kind.LIFT,
    Kind.SUSPEND,
    Kind.UNSUSPEND,
    Kind.UNSUSPEND,
    Kind.SEAT,
    Kind.UNSEAT,
    Kind.SET_ROLE,
    Kind.SWEEP,
    Kind.OTHER_CHANGE,
    Kind.SEND,
    Kind.SEND,
    Kind.SEND,
    Kind.SEND,
    Kind.SEND,
    Kind.SEND,
    Kind.SEND,
    Kind.SEND
  };

  /** A step at a time; {@code epoch} and {@code mark} are those a change would get. */
  public static Step random(Random random, long nowMicros, long epoch, long mark, long lifeMicros) {
    Opening opening =
        switch (random.nextInt(5)) {
          case 0 -> Opening.EVERYTHING;
          case 1 -> new Opening(0, Math.max(0, nowMicros - random.nextLong(1, 20 * lifeMicros)));
          default -> new Opening(epoch, mark);
        };
    long until =
        random.nextInt(4) == 0 ? nowMicros + random.nextLong(1, lifeMicros) : Floor.FOREVER;
    return new Step(KINDS[random.nextInt(KINDS.length)], random.nextInt(2), opening, until);
  }

  /** The same, opening what comes after the change alone. */
  public Step fromNow(At at) {
    return new Step(kind, group, new Opening(at.epoch(), at.mark()), untilMicros);
  }
}
