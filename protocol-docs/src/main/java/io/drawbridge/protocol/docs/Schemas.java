package io.drawbridge.protocol.docs;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.id.Id;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes JSON Schemas (draft 2020-12) of the protocol's types. A record becomes a definition of its
 * own, which others refer to. What a client sends is closed: a field that is not there is refused.
 * What a server sends is open: later versions add fields and values.
 */
final class Schemas {
  private static final String TYPE = "type";
  private static final String DESCRIPTION = "description";
  private static final String ID_DIGITS = "[0-7][0-9abcdefghjkmnpqrstvwxyz]{12}";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String root;
  private final Map<String, ObjectNode> definitions = new TreeMap<>();

  /**
   * @param root where the definitions stand in the document, as in {@code #/components/schemas/}
   */
  Schemas(String root) {
    this.root = root;
  }

  /** A reference to the type's definition, which is made if it is not there yet. */
  ObjectNode reference(Class<?> type, boolean closed) {
    return reference(type, closed, true);
  }

  /** The same, for a command whose type stands in the path of the request. */
  ObjectNode body(Class<?> type) {
    return reference(type, true, false);
  }

  /** All definitions so far, by name. */
  ObjectNode definitions() {
    ObjectNode all = JSON.objectNode();
    definitions.forEach(all::set);
    return all;
  }

  /** One of several types. */
  ObjectNode oneOf(List<? extends Class<?>> types, boolean closed) {
    ObjectNode any = JSON.objectNode();
    ArrayNode each = any.putArray("oneOf");
    types.forEach(type -> each.add(reference(type, closed)));
    return any;
  }

  private ObjectNode reference(Class<?> type, boolean closed, boolean named) {
    String name = name(type) + (named ? "" : "Body");
    if (!definitions.containsKey(name)) {
      definitions.put(name, JSON.objectNode()); // so that a type may hold itself
      definitions.put(name, type.isSealed() ? sealed(type, closed) : object(type, closed, named));
    }
    return JSON.objectNode().put("$ref", root + name);
  }

  /** The name of the type's definition. */
  static String name(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer == null ? type.getSimpleName() : outer.getSimpleName() + type.getSimpleName();
  }

  private ObjectNode sealed(Class<?> type, boolean closed) {
    return oneOf(leaves(type), closed).put(DESCRIPTION, Texts.of(type));
  }

  /** The records below a sealed type. */
  static List<Class<?>> leaves(Class<?> type) {
    List<Class<?>> leaves = new ArrayList<>();
    leaves(type, leaves);
    return leaves;
  }

  private static void leaves(Class<?> type, List<Class<?>> found) {
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        leaves(permitted, found);
      }
    } else {
      found.add(type);
    }
  }

  private ObjectNode object(Class<?> type, boolean closed, boolean named) {
    ObjectNode object = JSON.objectNode().put(TYPE, "object").put(DESCRIPTION, Texts.of(type));
    ObjectNode properties = object.putObject("properties");
    ArrayNode required = object.putArray("required");
    JsonTypeName wireName = type.getAnnotation(JsonTypeName.class);
    if (named && wireName != null) {
      properties.putObject(TYPE).put("const", wireName.value());
      required.add(TYPE);
    }
    for (WireField field : WireField.of(type)) {
      properties.set(field.name(), described(value(field.type(), closed), field.text()));
      if (!field.optional()) {
        required.add(field.name());
      }
    }
    if (closed) {
      object.put("additionalProperties", false);
    }
    return object;
  }

  private static ObjectNode described(ObjectNode schema, String text) {
    return schema.put(DESCRIPTION, text);
  }

  private ObjectNode value(Type type, boolean closed) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      ObjectNode list = JSON.objectNode().put(TYPE, "array");
      list.set("items", value(generic.getActualTypeArguments()[0], closed));
      return list;
    }
    Class<?> plain =
        (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    return plainValue(plain, closed);
  }

  private ObjectNode plainValue(Class<?> type, boolean closed) {
    ObjectNode schema = JSON.objectNode();
    if (type == String.class) {
      return schema.put(TYPE, "string");
    } else if (WireField.isText(type)) {
      return schema.put(TYPE, "string").put("format", "password");
    } else if (type == boolean.class || type == Boolean.class) {
      return schema.put(TYPE, "boolean");
    } else if (type == Instant.class) {
      return schema.put(TYPE, "string").put("format", "date-time");
    } else if (type == int.class || type == Integer.class) {
      return schema.put(TYPE, "integer").put("format", "int32");
    } else if (type == long.class || type == Long.class) {
      return schema.put(TYPE, "integer").put("format", "int64").put("maximum", Limits.NUMBER_MAX);
    } else if (Id.class.isAssignableFrom(type)) {
      return schema
          .put(TYPE, "string")
          .put("pattern", "^" + WireField.prefix(type) + ID_DIGITS + "$");
    } else if (type.isEnum()) {
      return enumerated(schema.put(TYPE, "string"), type, closed);
    }
    return reference(type, closed);
  }

  /** Later servers may send values that this version does not know. */
  private static ObjectNode enumerated(ObjectNode schema, Class<?> type, boolean closed) {
    ArrayNode values = schema.putArray(closed ? "enum" : "examples");
    for (Object constant : type.getEnumConstants()) {
      values.add(((WireName) constant).wire());
    }
    return schema;
  }
}
