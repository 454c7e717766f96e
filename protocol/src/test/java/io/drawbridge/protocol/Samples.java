package io.drawbridge.protocol;

import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.Id;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.text.Secret;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a valid record of any type of the protocol, with every optional field there or none. */
public final class Samples {

  /** Of these only one may be given, so a full sample gives the first and leaves out the others. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "member.add email",
          "member.add group",
          "member.preview_remove group",
          "member.remove group",
          "member.remove invitation",
          "member.undo_remove group",
          "join_link.create days",
          "join_link.list conversation",
          "policy.show conversation",
          "member.preview_add email",
          "policy.set conversation",
          "policy.plan conversation",
          "policy.enforce conversation",
          "hold.place person",
          "report.list conversation",
          "message.history after",
          "message.history around");

  /** Of these one must be given, so that an empty sample gives it. */
  private static final Set<String> KEPT =
      Set.of(
          "member.add person",
          "member.preview_add person",
          "member.preview_remove person",
          "member.remove person",
          "member.undo_remove person",
          "policy.show workspace",
          "policy.set workspace",
          "policy.plan workspace",
          "policy.enforce workspace",
          "hold.place conversation",
          "report.list workspace",
          "join_link.list workspace",
          "session.purged conversations");

  private Samples() {}

  public static Stream<Class<? extends Command<?>>> commandClasses() {
    return CommandTypes.names().stream().map(name -> CommandTypes.find(name).orElseThrow());
  }

  public static Stream<Command<?>> commands(boolean full) {
    return commandClasses().map(type -> make(type, full));
  }

  public static <T> T make(Class<T> type, boolean full) {
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    RecordComponent[] components = type.getRecordComponents();
    Object[] values =
        Arrays.stream(components).map(component -> value(type, component, full)).toArray();
    return construct(type, values);
  }

  /** The valid sample with one component replaced. */
  public static <T> T with(T sample, String component, Object replacement) {
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) sample.getClass();
    List<Object> values = new ArrayList<>();
    for (RecordComponent each : type.getRecordComponents()) {
      values.add(each.getName().equals(component) ? replacement : read(each, sample));
    }
    return construct(type, values.toArray());
  }

  private static Object read(RecordComponent component, Object of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException failed) {
      throw new LinkageError(failed.getMessage(), failed);
    }
  }

  private static <T> T construct(Class<T> type, Object[] values) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class[]::new);
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(refused);
    } catch (ReflectiveOperationException failed) {
      throw new LinkageError(failed.getMessage(), failed);
    }
  }

  private static Object value(Class<?> owner, RecordComponent component, boolean full) {
    String name = component.getName();
    if (name.equals("name") && place(owner).startsWith("slash.")) {
      return full ? "look_up-2" : "x";
    }
    if (component.getType() == Optional.class) {
      String place = place(owner) + " " + name;
      boolean given = full ? !LEFT_OUT.contains(place) : KEPT.contains(place);
      Type inner = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
      return given ? Optional.of(value(inner, name, full)) : Optional.empty();
    }
    return value(
        component.getGenericType(), name, full || KEPT.contains(place(owner) + " " + name));
  }

  private static String place(Class<?> owner) {
    return Command.class.isAssignableFrom(owner) ? CommandTypes.nameOf(owner) : "";
  }

  private static Object value(Type type, String name, boolean full) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      Object element = value(list.getActualTypeArguments()[0], name, full);
      return full ? List.of(element) : List.of();
    }
    Class<?> plain =
        (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    if (plain == String.class) {
      return switch (name) {
        case "email" -> "ada@example.org";
        case "mailDomains",
            "externalMailDomains",
            "externalMailDomainsRefused",
            "externalMailDomainsApproved" ->
            "partner.example";
        case "clientId", "tab", "since", "after", "audience", "idempotencyKey" -> "v1.0-" + name;
        case "image" -> full ? "iVBORw0KGgo=" : "AAAA";
        case "date" -> "2026-05-01";
        case "timeZone" -> full ? "America/Argentina/Buenos_Aires" : "UTC";
        case "emoji" -> full ? "\u2764\ufe0f\u200d\ud83d\udd25" : "\ud83d\udc4d";
        default -> full ? "ünï-𝕏" + name : "x";
      };
    } else if (plain == Secret.class) {
      return new Secret("secret-" + name);
    } else if (plain == int.class || plain == Integer.class) {
      return 7;
    } else if (plain == long.class || plain == Long.class) {
      return 1_700_000_000_000_001L;
    } else if (plain == boolean.class || plain == Boolean.class) {
      return full;
    } else if (plain == Instant.class) {
      return Instant.parse("2026-01-31T12:00:00.123456Z");
    } else if (plain == HistoryWindow.class) {
      return new HistoryWindow.LastDays(30);
    } else if (plain == WorkspaceRole.class) {
      return WorkspaceRole.MEMBER;
    } else if (plain.isEnum()) {
      return plain.getEnumConstants()[0];
    } else if (Id.class.isAssignableFrom(plain)) {
      return construct(plain, new Object[] {full ? Long.MAX_VALUE : 1L});
    } else if (plain.isSealed()) {
      return make(firstRecord(plain), full);
    }
    return make(plain, full);
  }

  private static Class<?> firstRecord(Class<?> sealed) {
    Class<?> first = sealed.getPermittedSubclasses()[0];
    return first.isRecord() ? first : firstRecord(first);
  }
}
