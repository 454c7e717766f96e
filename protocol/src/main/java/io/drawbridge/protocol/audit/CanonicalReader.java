package io.drawbridge.protocol.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads one value of canonical JSON; what has another form too, {@link CanonicalJson} refuses. */
final class CanonicalReader {
  private static final int DEPTH_MAX = 16;
  private static final int NUMBER_CHARS_MAX = 17;

  private final String text;
  private int at;

  CanonicalReader(String text) {
    this.text = text;
  }

  Json all() {
    Json value = value(0);
    if (at != text.length()) {
      throw bad("the end");
    }
    return value;
  }

  private Json value(int depth) {
    if (depth > DEPTH_MAX) {
      throw bad("at most %d levels".formatted(DEPTH_MAX));
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> list(depth);
      case '"' -> new Json.Text(quoted());
      case 't' -> word("true", new Json.Bool(true));
      case 'f' -> word("false", new Json.Bool(false));
      default -> number();
    };
  }

  private Json object(int depth) {
    TreeMap<String, Json> fields = new TreeMap<>();
    take('{');
    while (peek() != '}') {
      if (!fields.isEmpty()) {
        take(',');
      }
      String name = quoted();
      take(':');
      if (fields.put(name, value(depth + 1)) != null) {
        throw bad("each field once");
      }
    }
    take('}');
    return new Json.Obj(fields);
  }

  private Json list(int depth) {
    List<Json> items = new ArrayList<>();
    take('[');
    while (peek() != ']') {
      if (!items.isEmpty()) {
        take(',');
      }
      items.add(value(depth + 1));
    }
    take(']');
    return new Json.Arr(items);
  }

  private String quoted() {
    StringBuilder out = new StringBuilder();
    take('"');
    for (char c = next(); c != '"'; c = next()) {
      out.append(c == '\\' ? escaped() : c);
    }
    return out.toString();
  }

  private char escaped() {
    return switch (next()) {
      case '"' -> '"';
      case '\\' -> '\\';
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'u' -> (char) (hexDigit() << 12 | hexDigit() << 8 | hexDigit() << 4 | hexDigit());
      default -> throw bad("an escape");
    };
  }

  private int hexDigit() {
    int digit = Character.digit(next(), 16);
    if (digit < 0) {
      throw bad("a digit of base 16");
    }
    return digit;
  }

  private Json number() {
    int from = at;
    while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      if (at - from > NUMBER_CHARS_MAX) {
        throw bad("a smaller number");
      }
      return new Json.Whole(Long.parseLong(text, from, at, 10));
    } catch (NumberFormatException e) {
      throw bad("a value");
    }
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw bad(word);
    }
    at += word.length();
    return value;
  }

  private void take(char expected) {
    if (next() != expected) {
      throw bad(Character.toString(expected));
    }
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private char peek() {
    if (at >= text.length()) {
      throw bad("more");
    }
    return text.charAt(at);
  }

  private IllegalArgumentException bad(String expected) {
    return new IllegalArgumentException(
        "no JSON at character %d (expected: %s)".formatted(at + 1, expected));
  }
}
