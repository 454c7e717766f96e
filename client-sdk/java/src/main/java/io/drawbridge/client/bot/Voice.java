package io.drawbridge.client.bot;

import io.drawbridge.client.StopCause;
import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * Tells the people who run a bot what it waits for: by the log, or on the standard error where
 * SLF4J has no log to write to. A wait is reported once, and its end.
 */
final class Voice {
  private static final Logger LOG = LoggerFactory.getLogger(Bot.class);

  private final boolean logs;
  private final PrintStream err;
  private boolean told;

  /** {@code logs}: whether there is a log that somebody may read. */
  Voice(boolean logs, PrintStream err) {
    this.logs = logs;
    this.err = err;
  }

  static Voice ofThisProcess() {
    return new Voice(!(LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory), System.err);
  }

  /** The server does not answer, or sends the bot away: it is asked again and again. */
  synchronized void waits(StopCause cause) {
    if (!told) {
      told = true;
      say("the bot waits for the server, and tries again until it answers: " + cause.describe());
    }
  }

  synchronized void connected() {
    if (told) {
      told = false;
      say("the bot is connected");
    }
  }

  void say(String line) {
    if (logs) {
      LOG.warn("{}", line);
    } else {
      err.println("drawbridge: " + line);
    }
  }
}
