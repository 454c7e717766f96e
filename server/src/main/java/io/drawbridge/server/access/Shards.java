package io.drawbridge.server.access;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map that is cheap to change a little: an edit copies only the shards it touches.
 * Reading is lock-free and does not allocate.
 */
final class Shards<K, V> {
  private static final int SHARDS = 256;
  private static final int SHIFT = 32 - Integer.numberOfTrailingZeros(SHARDS);

  /** Knuth's multiplicative hashing: spreads ids that share their low bits. */
  private static final int SPREAD = 0x9E3779B9;

  private final Map<K, V>[] shards;
  private final int size;

  private Shards(Map<K, V>[] shards, int size) {
    this.shards = shards;
    this.size = size;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  static <K, V> Shards<K, V> empty() {
    Map<K, V>[] shards = new Map[SHARDS];
    Arrays.fill(shards, Map.of());
    return new Shards<>(shards, 0);
  }

  Optional<V> find(K key) {
    return Optional.ofNullable(get(key));
  }

  /** Null when absent: for the paths that must not allocate. */
  @Nullable V get(K key) {
    return shards[shard(key)].get(key);
  }

  int size() {
    return size;
  }

  void forEach(BiConsumer<K, V> each) {
    for (Map<K, V> shard : shards) {
      shard.forEach(each);
    }
  }

  Edit<K, V> edit() {
    return new Edit<>(this);
  }

  private static int shard(Object key) {
    return (key.hashCode() * SPREAD) >>> SHIFT;
  }

  /** A set of changes; used by one thread, then built once. */
  static final class Edit<K, V> {
    private final Map<K, V>[] shards;
    private final boolean[] copied = new boolean[SHARDS];
    private int size;

    private Edit(Shards<K, V> from) {
      this.shards = from.shards.clone();
      this.size = from.size;
    }

    @Nullable V get(K key) {
      return shards[shard(key)].get(key);
    }

    void put(K key, V value) {
      if (own(key).put(key, value) == null) {
        size++;
      }
    }

    void remove(K key) {
      if (shards[shard(key)].containsKey(key)) {
        own(key).remove(key);
        size--;
      }
    }

    /** Replaces every value; the entries whose new value is void go. */
    void replaceAll(UnaryOperator<V> change, Predicate<V> isVoid) {
      for (int at = 0; at < SHARDS; at++) {
        Map<K, V> copy = new HashMap<>(shards[at]);
        copy.replaceAll((key, value) -> change.apply(value));
        copy.values().removeIf(isVoid);
        size += copy.size() - shards[at].size();
        shards[at] = copy;
        copied[at] = true;
      }
    }

    Shards<K, V> build() {
      return new Shards<>(shards, size);
    }

    private Map<K, V> own(K key) {
      int at = shard(key);
      if (!copied[at]) {
        shards[at] = new HashMap<>(shards[at]);
        copied[at] = true;
      }
      return shards[at];
    }
  }
}
