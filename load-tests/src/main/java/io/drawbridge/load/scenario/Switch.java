package io.drawbridge.load.scenario;

import io.drawbridge.load.driver.Sockets;
import io.netty.buffer.ByteBuf;

/** A socket's listener that can be changed between samples. */
final class Switch implements Sockets.Listener {
  private volatile Sockets.Listener target = payload -> {};

  void to(Sockets.Listener listener) {
    target = listener;
  }

  @Override
  public void frame(ByteBuf payload) {
    target.frame(payload);
  }
}
