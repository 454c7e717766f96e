package io.drawbridge.load.history;

import io.drawbridge.load.history.Dues.Line;
import io.drawbridge.load.history.model.Doors.Door;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;

/** The owner sets policies of conversations, and takes them back (TS-15, TS-13). */
final class PolicySteps {
  private final World world;

  PolicySteps(World world) {
    this.world = world;
  }

  /** False if it is so. */
  boolean set(Door door, int conversation, boolean on) throws InterruptedException {
    if (!world.doors().set(door, conversation, on)) {
      return false;
    }
    world
        .journal()
        .note(
            "set a policy",
            "%s of %s is %s",
            door,
            World.name(conversation),
            on ? "set" : "taken back");
    world
        .journal()
        .allowed(
            on
                ? world.owner().policies().set(world.id(conversation), values(door))
                : world.owner().policies().reset(world.id(conversation), key(door)));
    world.dues().changes(() -> {}, Line.changed(conversation));
    return true;
  }

  private static PolicyValues values(Door door) {
    return switch (door) {
      case SHUT, APART -> PolicyValues.NONE.flag(key(door), false);
      case RESERVED -> PolicyValues.NONE.externalInvite(ExternalInvite.CONVERSATION_ADMINS);
    };
  }

  private static PolicyKey key(Door door) {
    return switch (door) {
      case SHUT -> PolicyKey.EXTERNALS_ENABLED;
      case RESERVED -> PolicyKey.EXTERNAL_INVITE;
      case APART -> PolicyKey.EXTERNALS_SEE_EXTERNALS;
    };
  }
}
