package io.drawbridge.protocol.docs;

import io.drawbridge.protocol.text.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One field of a record as it is on the wire.
 *
 * @param name in snake_case
 * @param type without the {@link Optional} around it
 * @param optional may be left out
 * @param text what it holds, in Markdown
 */
record WireField(String name, Type type, boolean optional, String text) {

  /** The fields of a record in the order in which they are declared and written. */
  static List<WireField> of(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(each -> of(type, each)).toList();
  }

  private static WireField of(Class<?> type, RecordComponent component) {
    boolean optional = component.getType() == Optional.class;
    Type plain =
        optional
            ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
            : component.getGenericType();
    return new WireField(snake(component.getName()), plain, optional, Texts.of(type, component));
  }

  /** The prefix of the ids of this type. */
  static String prefix(Class<?> id) {
    try {
      return id.getDeclaredConstructor(long.class).newInstance(1L).toString().substring(0, 2);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(id + " is not made of a number", e);
    }
  }

  /** Returns whether the record is one text on the wire. */
  static boolean isText(Class<?> record) {
    return record == Secret.class;
  }

  private static String snake(String camel) {
    StringBuilder snake = new StringBuilder();
    for (int at = 0; at < camel.length(); at++) {
      char each = camel.charAt(at);
      if (Character.isUpperCase(each)) {
        snake.append('_').append(Character.toLowerCase(each));
      } else {
        snake.append(each);
      }
    }
    return snake.toString();
  }
}
