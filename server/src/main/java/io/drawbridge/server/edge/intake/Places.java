package io.drawbridge.server.edge.intake;

import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.Metrics.Dropped;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.observe.SecurityLog.Fact;
import io.drawbridge.server.session.outbox.MemoryBudget;
import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All sockets of the client port: how many there are, and what strangers among them hold, together
 * and for each address. A latecomer still gets in: the stranger who has waited longest goes, of the
 * same address if that has its share, else of any. Thread-safe.
 */
public final class Places {
  /**
   * The number of strangers looked at, those who have waited longest: the one goes whose address
   * has most strangers.
   */
  private static final int LOOKED_AT = 16;

  /**
   * The bounds.
   *
   * @param sockets of all
   * @param strangersOfAddress sockets of one address that have shown no token
   * @param strangerBytes what all strangers hold
   * @param strangerBytesOfAddress what the strangers of one address hold
   */
  public record Bounds(
      int sockets, int strangersOfAddress, long strangerBytes, long strangerBytesOfAddress) {}

  /** The sockets and bytes that strangers of one address have. */
  private static final class Share {
    private final LinkedHashSet<Place> strangers = new LinkedHashSet<>();
    private long bytes;
  }

  private final Bounds bounds;
  private final MemoryBudget input;
  private final MemoryBudget outgoing;
  private final Metrics metrics;
  private final SecurityLog security;
  private final Map<ClientAddress, Share> shares = new HashMap<>();

  /** Those who have waited longest first; without proxies, whose sockets are other people's. */
  private final LinkedHashSet<Place> strangers = new LinkedHashSet<>();

  /** Those of them who hold anything. */
  private final LinkedHashSet<Place> holders = new LinkedHashSet<>();

  private int sockets;
  private long strangerBytes;

  public Places(Bounds bounds, Memory memory, Metrics metrics, SecurityLog security) {
    this.bounds = bounds;
    this.input = memory.input();
    this.outgoing = memory.outgoing();
    this.metrics = metrics;
    this.security = security;
  }

  /** Gives a new socket a place; empty if all places are taken by those who have shown a token. */
  public synchronized Optional<Place> accept(Channel channel, Optional<ClientAddress> source) {
    source.ifPresent(this::makeRoomFor);
    if (sockets >= bounds.sockets() && !dropOne(crowded(), Dropped.FULL)) {
      told(Dropped.FULL, source);
      return Optional.empty();
    }
    Place place = new Place(this, channel, source);
    sockets++;
    enter(place);
    return Optional.of(place);
  }

  synchronized boolean holdIn(Place place, long bytes) {
    long more = bytes - place.in;
    boolean taken = place.left || take(place, more, input, place.in);
    if (taken) {
      place.in = bytes;
    }
    return taken;
  }

  synchronized boolean holdOut(Place place, long bytes) {
    long more = bytes - place.out;
    boolean taken = place.left || take(place, more, outgoing, place.out);
    if (taken) {
      place.out = bytes;
    }
    return taken;
  }

  synchronized void countOut(Place place, long bytes) {
    if (place.left) {
      return;
    }
    if (place.stranger) {
      add(place, bytes - place.out, place.in + bytes);
    } else {
      outgoing.count(bytes - place.out);
    }
    place.out = bytes;
  }

  synchronized void prove(Place place) {
    if (place.stranger && !place.left) {
      exit(place);
      place.stranger = false;
      input.count(place.in);
      outgoing.count(place.out);
    }
  }

  synchronized void unprove(Place place) {
    if (!place.stranger && !place.left) {
      input.give(place.in);
      outgoing.give(place.out);
      place.stranger = true;
      enter(place);
    }
  }

  synchronized void cameFrom(Place place, ClientAddress client) {
    if (place.stranger && !place.left) {
      exit(place);
      makeRoomFor(client);
      place.source = Optional.of(client);
      enter(place);
    }
  }

  public synchronized void leave(Place place) {
    if (place.left) {
      return;
    }
    if (place.stranger) {
      exit(place);
    } else {
      input.give(place.in);
      outgoing.give(place.out);
    }
    place.left = true;
    sockets--;
  }

  public synchronized int sockets() {
    return sockets;
  }

  public synchronized int strangers() {
    return strangers.size();
  }

  public synchronized long strangerBytes() {
    return strangerBytes;
  }

  private boolean take(Place place, long more, MemoryBudget budget, long holding) {
    boolean taken;
    if (more <= 0) {
      taken = true;
      if (place.stranger) {
        add(place, more, place.in + place.out + more);
      } else {
        budget.give(-more);
      }
    } else if (place.stranger) {
      taken = roomFor(place, more);
      if (taken) {
        add(place, more, place.in + place.out + more);
      }
    } else {
      taken = budget.take(more, holding);
    }
    if (!taken) {
      told(Dropped.MEMORY, place.source);
    }
    return taken;
  }

  /** Sends strangers who hold something away until there is room. */
  private boolean roomFor(Place place, long more) {
    Share share = place.source.map(shares::get).orElse(null);
    while (share != null && share.bytes + more > bounds.strangerBytesOfAddress()) {
      if (!dropOne(first(share.strangers.stream().filter(Places::holds), place), Dropped.MEMORY)) {
        return false;
      }
    }
    while (strangerBytes + more > bounds.strangerBytes()) {
      if (!dropOne(first(holders.stream(), place), Dropped.MEMORY)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(Place place) {
    return place.in + place.out > 0;
  }

  @SuppressWarnings("ReferenceEquality") // a place is itself
  private static @Nullable Place first(Stream<Place> places, Place but) {
    return places.filter(place -> place != but).findFirst().orElse(null);
  }

  private void makeRoomFor(ClientAddress source) {
    Share share = shares.get(source);
    if (share != null && share.strangers.size() >= bounds.strangersOfAddress()) {
      dropOne(share.strangers.getFirst(), Dropped.ADDRESS);
    }
  }

  private @Nullable Place crowded() {
    Place most = null;
    int ofMost = 0;
    int looked = 0;
    for (Place place : strangers) {
      int of = place.source.map(shares::get).map(share -> share.strangers.size()).orElse(0);
      if (of > ofMost) {
        most = place;
        ofMost = of;
      }
      if (++looked == LOOKED_AT) {
        break;
      }
    }
    return most;
  }

  private boolean dropOne(@Nullable Place place, Dropped reason) {
    if (place == null) {
      return false;
    }
    told(reason, place.source);
    leave(place);
    place.reset();
    return true;
  }

  private void told(Dropped reason, Optional<ClientAddress> source) {
    metrics.socketDropped(reason);
    Fact why = Fact.reason(reason.tag());
    source.ifPresentOrElse(
        of -> security.record(SecurityEvent.INPUT_REFUSED, why, Fact.source(of.network())),
        () -> security.record(SecurityEvent.INPUT_REFUSED, why));
  }

  private void enter(Place place) {
    place.source.ifPresent(source -> {
      shares.computeIfAbsent(source, _ -> new Share()).strangers.add(place);
      strangers.add(place);
    });
    long holding = place.in + place.out;
    add(place, holding, holding);
  }

  private void exit(Place place) {
    add(place, -(place.in + place.out), 0);
    place.source.ifPresent(source -> {
      strangers.remove(place);
      Share share = shares.get(source);
      if (share != null) {
        share.strangers.remove(place);
        if (share.strangers.isEmpty()) {
          shares.remove(source);
        }
      }
    });
  }

  /** Notes that a stranger holds this much more, or less, and how much that makes. */
  private void add(Place place, long more, long then) {
    strangerBytes += more;
    Share share = place.source.map(shares::get).orElse(null);
    if (share == null) {
      return;
    }
    share.bytes += more;
    if (then > 0) {
      holders.add(place);
    } else {
      holders.remove(place);
    }
  }
}
