package io.drawbridge.server.edge.loop;

/** How sockets are read and written; {@code AUTO} takes epoll where it runs, else nio. */
public enum Transport {
  AUTO,
  NIO,
  EPOLL,
  IO_URING
}
