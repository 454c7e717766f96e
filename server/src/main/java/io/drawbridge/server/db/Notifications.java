package io.drawbridge.server.db;

import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** One channel of the database's LISTEN and NOTIFY; what is sent there says nothing. */
public final class Notifications {
  private final String channel;

  /** {@code channel}: an identifier. */
  public Notifications(String channel) {
    this.channel = channel;
  }

  /** Sends to all connections that listen. */
  public boolean send(Handle handle) {
    handle
        .createQuery("select pg_notify(:channel, '') is null")
        .bind("channel", channel)
        .mapTo(Boolean.class)
        .one();
    return true;
  }

  /** Listens on this connection from now on. */
  public void listen(Handle handle) {
    handle.execute("listen " + channel);
  }

  /** Listens no more; returns true. */
  public boolean unlisten(Handle handle) {
    handle.execute("unlisten " + channel);
    return true;
  }

  /** Waits until something was sent, or for that long; returns whether there was anything. */
  public boolean await(Handle handle, Duration max) {
    try {
      PGNotification[] heard =
          handle
              .getConnection()
              .unwrap(PGConnection.class)
              .getNotifications(Math.toIntExact(max.toMillis()));
      return heard != null && heard.length > 0;
    } catch (SQLException e) {
      throw new IllegalStateException("listening failed", e);
    }
  }
}
