package io.drawbridge.server.db;

/**
 * The address of a PostgreSQL database, and the user who connects to it.
 *
 * @param url {@code jdbc:postgresql://host:port/name}, without credentials
 */
public record DatabaseAddress(String url, String user, String password) {
  private static final String JDBC = "jdbc:";

  /** The address as an operator writes it, without credentials. */
  public String shown() {
    return url.startsWith(JDBC) ? url.substring(JDBC.length()) : url;
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "DatabaseAddress[url=" + url + ", user=" + user + "]";
  }
}
