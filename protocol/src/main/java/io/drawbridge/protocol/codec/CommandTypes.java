package io.drawbridge.protocol.codec;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.Mutation;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.WireTypes;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All commands by wire name, with what each one answers and needs. */
public final class CommandTypes {

  @SuppressWarnings("rawtypes")
  private static final Map<String, Class<? extends Command>> BY_NAME =
      WireTypes.below(Command.class);

  private static final Map<String, Class<? extends Result>> RESULTS = results();

  private CommandTypes() {}

  /** The wire names of all commands, in the order of the protocol's description. */
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** The record of a command, empty if no command has that name. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static Optional<Class<? extends Command<?>>> find(String name) {
    return Optional.ofNullable((Class) BY_NAME.get(name));
  }

  /** The wire name of a command's record. */
  public static String nameOf(Class<?> command) {
    return WireTypes.nameOf(command);
  }

  /** The result of the command; throws {@link IllegalArgumentException} if there is no such one. */
  public static Class<? extends Result> resultOf(String name) {
    Class<? extends Result> result = RESULTS.get(name);
    if (result == null) {
      throw new IllegalArgumentException("no command is named " + name);
    }
    return result;
  }

  /** Returns whether the command needs no session. */
  public static boolean unauthenticated(String name) {
    return is(Command.Unauthenticated.class, name);
  }

  /** Returns whether the command changes something and carries a client id. */
  public static boolean mutation(String name) {
    return is(Mutation.class, name);
  }

  private static boolean is(Class<?> marker, String name) {
    return find(name).map(marker::isAssignableFrom).orElse(false);
  }

  private static Map<String, Class<? extends Result>> results() {
    Map<String, Class<? extends Result>> results = new LinkedHashMap<>();
    for (String name : BY_NAME.keySet()) {
      results.put(name, resultOf(BY_NAME.get(name)));
    }
    return results;
  }

  private static Class<? extends Result> resultOf(Class<?> command) {
    for (Type implemented : command.getGenericInterfaces()) {
      if (implemented instanceof ParameterizedType feature
          && feature.getActualTypeArguments()[0] instanceof Class<?> result) {
        return result.asSubclass(Result.class);
      }
    }
    throw new IllegalStateException(command + " does not say what it answers");
  }
}
