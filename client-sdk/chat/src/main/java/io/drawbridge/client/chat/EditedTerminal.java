package io.drawbridge.client.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;

/** A terminal with line editing and history; what arrives is printed above the line being typed. */
final class EditedTerminal implements Terminal {

  private static final char MASK = '*';

  private final org.jline.terminal.Terminal terminal;
  private final LineReader reader;

  private EditedTerminal(org.jline.terminal.Terminal terminal) {
    this.terminal = terminal;
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("drawbridge")
            // "!" begins commands of bots; it must not recall earlier lines.
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
  }

  static EditedTerminal open() {
    try {
      return new EditedTerminal(TerminalBuilder.builder().system(true).dumb(true).build());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public Optional<String> read() {
    return prompt("> ", false);
  }

  @Override
  public Optional<String> ask(String question, boolean secret) {
    return prompt(question + " ", secret);
  }

  @Override
  public void print(String line) {
    reader.printAbove(line);
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Optional<String> prompt(String text, boolean secret) {
    try {
      return Optional.of(secret ? reader.readLine(text, MASK) : reader.readLine(text));
    } catch (UserInterruptException | EndOfFileException over) {
      return Optional.empty();
    }
  }
}
