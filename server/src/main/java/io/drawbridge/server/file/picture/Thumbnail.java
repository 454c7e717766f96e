package io.drawbridge.server.file.picture;

/** A picture in small, encoded: with the type of its bytes, JPEG or PNG. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Thumbnail(String type, byte[] bytes) {}
