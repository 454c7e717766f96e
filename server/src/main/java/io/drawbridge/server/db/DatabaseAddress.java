package io.drawbridge.server.db;

/**
 * Where a PostgreSQL database is and who connects to it.
 *
 * @param url {@code jdbc:postgresql://host:port/name}, without credentials
 */
public record DatabaseAddress(String url, String user, String password) {
  /** Leaves the password out. */
  @Override
  public String toString() {
    return "DatabaseAddress[url=" + url + ", user=" + user + "]";
  }
}
