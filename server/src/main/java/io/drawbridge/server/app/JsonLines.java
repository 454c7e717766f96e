package io.drawbridge.server.app;

import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns what a command prints into one JSON object a line, with the names that the log uses; empty
 * lines are left out.
 */
@LetsOut(Surface.TERMINAL)
final class JsonLines extends Writer {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final PrintWriter to;
  private final String level;
  private final StringBuilder line = new StringBuilder();

  private JsonLines(PrintWriter to, String level) {
    this.to = to;
    this.level = level;
  }

  /** A writer to print to instead of {@code to}; made once, with {@code level} as in the log. */
  static PrintWriter over(PrintWriter to, String level) {
    return to instanceof Printer ? to : new Printer(new JsonLines(to, level));
  }

  private static final class Printer extends PrintWriter {
    Printer(JsonLines lines) {
      super(lines, true);
    }
  }

  @Override
  public void write(char[] text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (text[i] == '\n') {
        end();
      } else {
        line.append(text[i]);
      }
    }
  }

  private void end() {
    String message = line.toString().strip();
    line.setLength(0);
    if (!message.isEmpty()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("timestamp", System.currentTimeMillis());
      object.put("level", level);
      object.put("loggerName", "drawbridge");
      object.put("formattedMessage", message);
      to.println(JSON.writeValueAsString(object));
    }
  }

  @Override
  public void flush() {
    to.flush();
  }

  @Override
  public void close() {
    end();
    to.close();
  }
}
