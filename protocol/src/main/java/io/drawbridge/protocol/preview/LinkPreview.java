package io.drawbridge.protocol.preview;

import java.util.Optional;

/**
 * Holds what a page says of itself, as the server read it once. It is the word of the page, not of
 * the message's author.
 *
 * @param url the link as it stands in the message
 * @param title of the page, at most 300 chars in a line
 * @param description of the page, at most 500 chars in a line
 * @param site what the page calls its site, at most 100 chars in a line
 */
public record LinkPreview(
    String url, String title, Optional<String> description, Optional<String> site) {}
