package io.drawbridge.protocol.audit;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes a value in the one form that it has: fields sorted, no spaces, the shortest escapes,
 * UTF-8. Reads that form and no other, so that two files with the same values have the same bytes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785, of which this is the part without
 *     fractions and null</a>
 */
public final class CanonicalJson {
  private CanonicalJson() {}

  /**
   * Writes a value.
   *
   * @throws IllegalArgumentException if a text holds half a surrogate pair
   */
  public static byte[] write(Json value) {
    StringBuilder out = new StringBuilder(256);
    write(out, value);
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(out));
      return Arrays.copyOfRange(bytes.array(), bytes.arrayOffset(), bytes.limit());
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("half a surrogate pair (expected: whole characters)", e);
    }
  }

  /** Writes a value as text. */
  public static String text(Json value) {
    return new String(write(value), StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Json read(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("bytes that are no UTF-8 (expected: text)", e);
    }
    Json value = CanonicalReader.read(text);
    if (!Arrays.equals(write(value), bytes)) {
      throw new IllegalArgumentException(
          "JSON in another form (expected: sorted fields, no spaces, shortest escapes)");
    }
    return value;
  }

  /** Reads text, as {@link #read(byte[])}. */
  public static Json read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(StringBuilder out, Json value) {
    switch (value) {
      case Json.Obj object -> {
        String before = "{";
        for (Map.Entry<String, Json> field : object.fields().entrySet()) {
          out.append(before);
          quote(out, field.getKey());
          out.append(':');
          write(out, field.getValue());
          before = ",";
        }
        out.append(object.fields().isEmpty() ? "{}" : "}");
      }
      case Json.Arr list -> {
        out.append('[');
        for (Iterator<Json> items = list.items().iterator(); items.hasNext(); ) {
          write(out, items.next());
          out.append(items.hasNext() ? "," : "");
        }
        out.append(']');
      }
      case Json.Text text -> quote(out, text.value());
      case Json.Whole number -> out.append(number.value());
      case Json.Bool bool -> out.append(bool.value());
    }
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
