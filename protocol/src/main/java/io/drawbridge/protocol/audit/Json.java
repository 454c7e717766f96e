package io.drawbridge.protocol.audit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A JSON value of the audit log: no fraction, no null. Immutable. */
public sealed interface Json {
  /** The largest number, which every JSON library reads exactly. */
  long NUMBER_MAX = (1L << 53) - 1;

  /** An object; its fields are sorted by the code units of their names. */
  record Obj(SortedMap<String, Json> fields) implements Json {
    public static final Obj EMPTY = new Obj(new TreeMap<>());

    public Obj {
      fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    public static Obj of(Map<String, ? extends Json> fields) {
      return new Obj(new TreeMap<>(fields));
    }

    public Obj with(String name, Json value) {
      TreeMap<String, Json> more = new TreeMap<>(fields);
      more.put(name, value);
      return new Obj(more);
    }

    public Obj with(String name, String value) {
      return with(name, new Text(value));
    }

    public Obj with(String name, long value) {
      return with(name, new Whole(value));
    }

    public Optional<Json> field(String name) {
      return Optional.ofNullable(fields.get(name));
    }

    public Optional<String> text(String name) {
      return field(name).filter(Text.class::isInstance).map(it -> ((Text) it).value());
    }

    public Optional<Long> number(String name) {
      return field(name).filter(Whole.class::isInstance).map(it -> ((Whole) it).value());
    }

    public Optional<Obj> object(String name) {
      return field(name).filter(Obj.class::isInstance).map(Obj.class::cast);
    }
  }

  /** A list. */
  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A text of whole characters. */
  record Text(String value) implements Json {}

  /** A whole number from -{@link #NUMBER_MAX} to {@link #NUMBER_MAX}. */
  record Whole(long value) implements Json {
    public Whole {
      if (value < -NUMBER_MAX || value > NUMBER_MAX) {
        throw new IllegalArgumentException(
            "%d (expected: from -%d to %d)".formatted(value, NUMBER_MAX, NUMBER_MAX));
      }
    }
  }

  /** True or false. */
  record Bool(boolean value) implements Json {}
}
