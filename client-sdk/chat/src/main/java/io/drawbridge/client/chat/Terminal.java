package io.drawbridge.client.chat;

import java.io.Closeable;
import java.io.Console;
import java.util.Optional;

/** The source and the goal of lines. Printing: any thread. */
interface Terminal extends Closeable {

  /** The next line that was typed; empty at the end of input. */
  Optional<String> read();

  /** Asks for a line; what is typed is not shown if it is secret. */
  Optional<String> ask(String question, boolean secret);

  /** Prints a line above what is being typed. */
  void print(String line);

  @Override
  void close();

  /** A terminal that a person sits at if there is one, else plain lines. */
  static Terminal open() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
        ? EditedTerminal.open()
        : new PlainTerminal(System.in, System.out);
  }
}
