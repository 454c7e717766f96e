package io.drawbridge.server.edge.intake;

import io.drawbridge.server.command.ClientAddress;
import io.netty.channel.Channel;
import java.util.Optional;

/**
 * One socket among the {@link Places}: a stranger until it has shown a good token, and again when
 * that token's request is over. On the socket's loop only.
 */
public final class Place {
  private final Places places;
  private final Channel channel;

  /** Empty for a proxy whose client is not known yet. Guarded by the places, as all below. */
  Optional<ClientAddress> source;

  boolean stranger = true;
  boolean left;
  long in;
  long out;

  Place(Places places, Channel channel, Optional<ClientAddress> source) {
    this.places = places;
    this.channel = channel;
    this.source = source;
  }

  /**
   * Says how many bytes of unfinished input it holds altogether.
   *
   * @return false if there is no room; what was held before still is
   */
  boolean holdIn(long bytes) {
    return bytes == in || places.holdIn(this, bytes);
  }

  /** Says how many bytes of answers and frames it holds altogether; as {@link #holdIn}. */
  public boolean holdOut(long bytes) {
    return bytes == out || places.holdOut(this, bytes);
  }

  /** Counts what a write has left behind: its bytes were taken before. */
  public void countOut(long bytes) {
    if (bytes != out) {
      places.countOut(this, bytes);
    }
  }

  /** Notes that a good token was shown. */
  public void prove() {
    places.prove(this);
  }

  /**
   * Notes that the request of the token is over: the socket is a stranger again, as if it had just
   * come.
   */
  public void unprove() {
    places.unprove(this);
  }

  /** Notes whose socket a trusted proxy says this is. */
  public void cameFrom(ClientAddress client) {
    places.cameFrom(this, client);
  }

  /** Gives the place up: the socket is gone. */
  public void leave() {
    places.leave(this);
  }

  /** Any thread. */
  void reset() {
    channel.eventLoop().execute(() -> Socket.reset(channel));
  }
}
