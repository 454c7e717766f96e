package io.drawbridge.protocol.writing;

import java.time.Instant;

/**
 * A text that a message has or had.
 *
 * @param text Markdown source
 * @param writtenAt since when
 */
public record MessageVersion(String text, Instant writtenAt) {}
