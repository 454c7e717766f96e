package io.drawbridge.server.observe;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** The security lines of this process while it is open, each as {@code event=… key=value …}. */
public final class SecurityLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.drawbridge.security");

  private SecurityLines() {}

  public static SecurityLines watch() {
    SecurityLines watching = new SecurityLines();
    watching.start();
    watching.logger.addAppender(watching);
    return watching;
  }

  @Override
  protected void append(ILoggingEvent line) {
    List<KeyValuePair> pairs = line.getKeyValuePairs();
    lines.add(
        pairs.stream().map(pair -> pair.key + "=" + pair.value).collect(Collectors.joining(" ")));
  }

  public List<String> all() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    stop();
  }
}
