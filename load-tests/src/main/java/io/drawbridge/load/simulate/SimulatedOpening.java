package io.drawbridge.load.simulate;

import io.drawbridge.server.cluster.Fence;
import io.drawbridge.server.cluster.Node;

/** Does what the gate of a simulated node needs before it opens, and when it shuts. */
record SimulatedOpening(SimulatedNode node, Fence fence) implements Node.Opening {
  @Override
  public void verify() {
    node.verify();
  }

  @Override
  public void shut() {
    fence.resetAll();
  }

  @Override
  public void opened() {
    fence.wakeAll();
    node.rung();
  }
}
