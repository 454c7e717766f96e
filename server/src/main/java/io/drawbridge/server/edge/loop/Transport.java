package io.drawbridge.server.edge.loop;

/** The ways to read and write sockets; {@code AUTO} takes epoll where it runs, else nio. */
public enum Transport {
  AUTO,
  NIO,
  EPOLL,
  IO_URING
}
