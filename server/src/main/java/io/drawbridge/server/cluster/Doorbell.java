package io.drawbridge.server.cluster;

/**
 * Tells other nodes that there may be something to read in the database. It promises nothing: a
 * ring may be lost, late, or come twice, and says no more than that somebody rang. Thread-safe.
 */
public interface Doorbell extends AutoCloseable {
  /** Rings at the other nodes, and perhaps at this one. Returns at once, and throws nothing. */
  void ring();

  /** Runs the task whenever somebody rings; it returns at once. Once, at the start. */
  void listen(Runnable rung);

  /** Returns whether rings of others are heard at this moment, as far as it can tell. */
  boolean hears();

  @Override
  void close();

  /** The one that drops everything. */
  Doorbell SILENT =
      new Doorbell() {
        @Override
        public void ring() {
          // Nobody hears it.
        }

        @Override
        public void listen(Runnable rung) {
          // Nobody rings.
        }

        @Override
        public boolean hears() {
          return false;
        }

        @Override
        public void close() {
          // There is nothing to close.
        }
      };
}
