package io.drawbridge.protocol.file;

/**
 * A file that is a picture, as it is shown.
 *
 * @param width in pixels, the right way up
 * @param height in pixels, the right way up
 * @param thumbnails whether it is also read in small, at {@code GET
 *     /v1/files/<id>/thumbnail?size=small} and {@code large}: no edge is longer than 160 or 640
 *     pixels
 */
public record Picture(int width, int height, boolean thumbnails) {}
