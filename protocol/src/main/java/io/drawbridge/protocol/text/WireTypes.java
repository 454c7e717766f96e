package io.drawbridge.protocol.text;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the wire names of a sealed hierarchy from its classes, so that no list can be forgotten.
 */
public final class WireTypes {

  private static final ClassValue<String> NAMES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          JsonTypeName name = type.getAnnotation(JsonTypeName.class);
          if (name == null) {
            throw new IllegalStateException(type + " has no wire name");
          }
          return name.value();
        }
      };

  private WireTypes() {}

  public static String nameOf(Class<?> type) {
    return NAMES.get(type);
  }

  /** All records below a sealed root by wire name, in the order of declaration. */
  public static <T> Map<String, Class<? extends T>> below(Class<T> root) {
    Map<String, Class<? extends T>> found = new LinkedHashMap<>();
    collect(root, root, found);
    return Collections.unmodifiableMap(found);
  }

  private static <T> void collect(
      Class<T> root, Class<?> type, Map<String, Class<? extends T>> found) {
    if (!type.isSealed()) {
      Class<? extends T> leaf = type.asSubclass(root);
      if (found.put(nameOf(leaf), leaf) != null) {
        throw new IllegalStateException("two types are named " + nameOf(leaf));
      }
      return;
    }
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      collect(root, permitted, found);
    }
  }
}
