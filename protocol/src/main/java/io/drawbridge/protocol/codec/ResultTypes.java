package io.drawbridge.protocol.codec;

import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.WireTypes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All results by wire name. */
public final class ResultTypes {

  private static final Map<String, Class<? extends Result>> BY_NAME = WireTypes.below(Result.class);

  private ResultTypes() {}

  /** The wire names of all results. */
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** The record of a result, empty if no result has that name. */
  public static Optional<Class<? extends Result>> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The wire name of a result's record. */
  public static String nameOf(Class<? extends Result> result) {
    return WireTypes.nameOf(result);
  }
}
