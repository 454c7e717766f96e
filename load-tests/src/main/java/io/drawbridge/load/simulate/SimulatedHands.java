package io.drawbridge.load.simulate;

import io.drawbridge.server.cluster.Cut;
import io.drawbridge.server.cluster.Fence;
import io.drawbridge.server.delivery.peer.Batch;
import io.drawbridge.server.delivery.peer.PeerRound;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Does on a simulated node what a round decides. */
final class SimulatedHands implements PeerRound.Hands {
  private final World world;
  private final SimulatedNode node;
  private final Fence fence;
  private final SimulatedDatabase database;

  SimulatedHands(World world, SimulatedNode node, Fence fence, SimulatedDatabase database) {
    this.world = world;
    this.node = node;
    this.fence = fence;
    this.database = database;
  }

  @Override
  public PeerRound.Seen read(Map<Long, Long> numbers) {
    Set<Fence.Opened> own = fence.running();
    return database.read(handle ->
        new PeerRound.Seen(
            world.log().after(node.id(), numbers, PeerRound.BATCHES_MAX),
            fence.debts(handle, own)));
  }

  @Override
  public Map<Long, Long> lanes() {
    return database.query(_ -> world.log().lanes());
  }

  @Override
  public int carryOut(Batch batch, Batch.Change change) {
    return switch (change) {
      case Batch.Change.OfDomain moved -> {
        node.advance(moved.epoch());
        Cut cut = world.cut(moved.before(), moved.epoch());
        yield moved.narrowing() ? fence.cutHere(cut, () -> {}).size() : 0;
      }
      case Batch.Change.OfAccount _ -> 0;
    };
  }

  @Override
  public void deliver(List<Batch> batches) {
    for (Batch batch : batches) {
      for (Batch.Place place : batch.places()) {
        database
            .query(_ -> world.log().eventsAfter(place.conversation(), place.before()))
            .forEach(node::deliver);
      }
    }
  }

  @Override
  public void heardAll() {
    // Nobody asks.
  }

  @Override
  public void pay(long scope, List<Long> epochs, int sessionsVisited, long micros) {
    fence.pay(scope, epochs, sessionsVisited, micros);
    world.timeline().note(() -> "%s pays epochs %s".formatted(node.id(), epochs));
  }

  @Override
  public void startOver() {
    world.timeline().note(() -> node.id() + " starts over");
    node.verify();
    fence.startOver();
  }

  @Override
  public long nanos() {
    return node.nanos();
  }
}
