package io.drawbridge.server.access.view;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map that is cheap to change a little at any size: an edit copies only the shards it
 * touches, and there are more shards the more entries there are. Reading is lock-free and does not
 * allocate.
 */
public final class Shards<K, V> {
  private static final int PER_SHARD = 32;
  private static final int SHARDS_MAX = 1 << 12;

  /** Knuth's multiplicative hashing: spreads ids that share their low bits. */
  private static final int SPREAD = 0x9E3779B9;

  private final Map<K, V>[] shards;
  private final int size;

  private Shards(Map<K, V>[] shards, int size) {
    this.shards = shards;
    this.size = size;
  }

  static <K, V> Shards<K, V> empty() {
    return new Shards<>(array(1), 0);
  }

  Optional<V> find(K key) {
    return Optional.ofNullable(get(key));
  }

  /** The value, or null when absent: for the paths that must not allocate. */
  public @Nullable V get(K key) {
    return shards[shard(key, shards.length)].get(key);
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

  private static int shard(Object key, int shards) {
    // A shift by 32 would be none at all, so two steps: one shard has index 0.
    return ((key.hashCode() * SPREAD) >>> Integer.numberOfLeadingZeros(shards)) >>> 1;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <K, V> Map<K, V>[] array(int length) {
    Map<K, V>[] shards = new Map[length];
    Arrays.fill(shards, Map.of());
    return shards;
  }

  /** A set of changes; used by one thread, then built once. */
  static final class Edit<K, V> {
    private final Map<K, V>[] shards;
    private final boolean[] copied;
    private int size;

    private Edit(Shards<K, V> from) {
      this.shards = from.shards.clone();
      this.copied = new boolean[shards.length];
      this.size = from.size;
    }

    public @Nullable V get(K key) {
      return shards[shard(key, shards.length)].get(key);
    }

    int size() {
      return size;
    }

    void put(K key, V value) {
      if (own(key).put(key, value) == null) {
        size++;
      }
    }

    void remove(K key) {
      if (get(key) != null) {
        own(key).remove(key);
        size--;
      }
    }

    void forEach(BiConsumer<K, V> each) {
      for (Map<K, V> shard : shards) {
        shard.forEach(each);
      }
    }

    /** Replaces every value; the entries whose new value is void go. */
    void replaceAll(UnaryOperator<V> change, Predicate<V> isVoid) {
      for (int at = 0; at < shards.length; at++) {
        Map<K, V> copy = new HashMap<>(shards[at]);
        copy.replaceAll((key, value) -> change.apply(value));
        copy.values().removeIf(isVoid);
        size += copy.size() - shards[at].size();
        shards[at] = copy;
        copied[at] = true;
      }
    }

    Shards<K, V> build() {
      int wanted = shards.length;
      while (wanted < SHARDS_MAX && size > PER_SHARD * wanted) {
        wanted *= 4;
      }
      return wanted == shards.length ? new Shards<>(shards, size) : spread(wanted);
    }

    private Shards<K, V> spread(int length) {
      Map<K, V>[] wider = array(length);
      forEach((key, value) -> {
        int at = shard(key, length);
        if (wider[at].isEmpty()) {
          wider[at] = new HashMap<>();
        }
        wider[at].put(key, value);
      });
      return new Shards<>(wider, size);
    }

    private Map<K, V> own(K key) {
      int at = shard(key, shards.length);
      if (!copied[at]) {
        shards[at] = new HashMap<>(shards[at]);
        copied[at] = true;
      }
      return shards[at];
    }
  }
}
