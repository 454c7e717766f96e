package io.drawbridge.server.db;

/** Makes random positive 63-bit ids. Injected, so that tests can repeat a run. */
public interface Ids {
  long next();
}
