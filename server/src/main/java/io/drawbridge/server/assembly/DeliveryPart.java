package io.drawbridge.server.assembly;

import io.drawbridge.server.access.Access;
import io.drawbridge.server.cluster.Fence;
import io.drawbridge.server.cluster.Nodes;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.delivery.Delivery;
import io.drawbridge.server.delivery.append.LaneLimits;
import io.drawbridge.server.delivery.change.ConversationViews;
import io.drawbridge.server.exit.Exits;
import io.drawbridge.server.session.SessionLife;

/** The node, its fences, and the road from a decided change to every socket. */
public final class DeliveryPart {
  private DeliveryPart() {}

  /** Makes this process a node; {@code replaced} runs when another has taken its place. */
  public static Nodes node(Foundation foundation, DatabasePart db, Runnable replaced) {
    Nodes nodes = Nodes.start(db.database, db.ids, foundation.threads, replaced);
    foundation.closing.add("node", nodes);
    foundation.health.check("node", nodes::whyNotReady);
    return nodes;
  }

  public static Delivery start(
      ServerConfig config,
      Foundation foundation,
      DatabasePart db,
      Access access,
      SessionPart session,
      SessionLife life,
      ConversationViews rendered,
      Exits exits,
      Nodes nodes) {
    Fence fence =
        new Fence(
            db.database,
            nodes,
            session.sessions,
            life,
            foundation.codec,
            foundation.metrics,
            foundation.threads);
    Delivery delivery =
        Delivery.start(
            new Delivery.Parts(
                db.database,
                db.clock,
                access.gate(),
                access.egress(),
                access.memberships(),
                access.views(),
                access.conversations(),
                access.people(),
                session.sessions,
                fence,
                foundation.codec,
                foundation.metrics,
                foundation.security,
                LaneLimits.of(config.lanes()),
                foundation.threads,
                foundation.timer,
                foundation.jobs,
                exits),
            rendered);
    foundation.closing.add("lanes", delivery);
    foundation.health.check("lanes", delivery::whyNotReady);
    return delivery;
  }
}
