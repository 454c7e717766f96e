package io.drawbridge.server.session;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps one value for each type. */
final class Slots implements Session.Attachments {
  private final Map<Class<?>, Object> values = new ConcurrentHashMap<>(4);

  @Override
  public <T> Optional<T> get(Class<T> type) {
    return Optional.ofNullable(type.cast(values.get(type)));
  }

  @Override
  public <T> void put(Class<T> type, T value) {
    values.put(type, value);
  }
}
