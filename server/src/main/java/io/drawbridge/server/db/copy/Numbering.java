package io.drawbridge.server.db.copy;

/**
 * A column that numbers its rows.
 *
 * @param last the last number that was given; 0 if none was
 */
public record Numbering(String table, String column, long last) {}
