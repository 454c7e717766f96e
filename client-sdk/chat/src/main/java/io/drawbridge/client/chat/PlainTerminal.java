package io.drawbridge.client.chat;

import io.drawbridge.client.chat.words.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of a pipe; what is read is printed too, so that the output is the record of a session. */
final class PlainTerminal implements Terminal {

  private final BufferedReader in;
  private final PrintStream out;

  PlainTerminal(InputStream in, PrintStream out) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  @Override
  public Optional<String> read() {
    Optional<String> line = next();
    line.ifPresent(typed -> print("> " + Printable.line(typed)));
    return line;
  }

  @Override
  public Optional<String> ask(String question, boolean secret) {
    print(question);
    return next();
  }

  @Override
  public synchronized void print(String line) {
    out.println(line);
  }

  @Override
  public void close() {
    out.flush();
  }

  private Optional<String> next() {
    try {
      return Optional.ofNullable(in.readLine());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
