package io.drawbridge.client;

/** A registered handler; closing it takes the handler out. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

  @Override
  void close();
}
