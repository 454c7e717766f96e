package io.drawbridge.server.exit;

import io.drawbridge.protocol.id.AccountId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * One way out that is no socket, such as mail: what its rows become when they are sent. The outbox
 * and its worker do the rest, so that another exit is one class of this type and its entry among
 * the {@link io.drawbridge.server.exit.surface.Surface surfaces}. Thread-safe.
 *
 * @param <P> what is handed over
 */
public interface Exit<P> {
  /** The name under which its rows are stored; never changes. */
  String name();

  /**
   * Makes the parcel of what is true in the snapshot; called just before it is sent, and by the one
   * who waits until none that was withdrawn is under way. Empty if it is no longer wanted.
   */
  Optional<P> compose(Handle snapshot, Due row);

  /**
   * Returns whether a parcel that was made a moment ago would still be made, and hold nothing that
   * was taken away since. An exit whose parcels tell of several things answers for each of them.
   */
  default boolean stands(Handle snapshot, Due row) {
    return compose(snapshot, row).isPresent();
  }

  /**
   * Begins to hand parcels over.
   *
   * @throws Carrier.Trouble if nobody is there to take any
   */
  Carrier<P> open() throws Carrier.Trouble;

  /**
   * Hears that a change may have taken something away from these people, once it is committed; what
   * must leave because of that it sees to. Returns at once.
   */
  default void cut(Collection<AccountId> people) {
    // most have nothing to take back
  }

  /** The row was refused for good, or given up: it is a dead letter. May block. */
  void undeliverable(Due row);

  /** The longest that handing over one parcel may take, with all before it; then it is cut off. */
  Duration sendMax();

  /**
   * The waits after each failed attempt; a row whose attempt after the last wait fails is given up.
   */
  List<Duration> waits();
}
