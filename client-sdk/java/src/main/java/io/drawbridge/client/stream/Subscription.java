package io.drawbridge.client.stream;

/** Takes a registered handler out when it is closed. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

  @Override
  void close();
}
