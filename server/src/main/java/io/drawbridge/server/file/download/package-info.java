/**
 * The way of files to those who see their messages. Entry point: {@link Downloads}, which the door
 * reads from.
 */
@NullMarked
package io.drawbridge.server.file.download;

import org.jspecify.annotations.NullMarked;
