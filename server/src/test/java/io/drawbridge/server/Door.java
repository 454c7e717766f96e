package io.drawbridge.server;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.result.Result;

/** The doors of the server; what holds of a command holds at each. */
public enum Door {
  HTTP {
    @Override
    public Entered enter(TestPerson person) {
      return new Entered(person, () -> {});
    }
  },
  WEBSOCKET {
    @Override
    public Entered enter(TestPerson person) {
      TestClient client = person.connect();
      return new Entered(client, client);
    }
  };

  /** The person at this door; the test closes it. */
  public abstract Entered enter(TestPerson person);

  /** Somebody at a door. */
  public record Entered(TestDoor door, AutoCloseable closing) implements TestDoor, AutoCloseable {
    @Override
    public <R extends Result> R call(Command<R> command) {
      return door.call(command);
    }

    @Override
    public void close() {
      try {
        closing.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
