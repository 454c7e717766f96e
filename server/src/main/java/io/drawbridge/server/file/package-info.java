/**
 * Files of messages: who uploads, replaces and lists them. Their bytes go through {@code upload}
 * and {@code download}, and are kept in a {@code storage}. Entry point: {@link FileCommands}.
 */
@NullMarked
package io.drawbridge.server.file;

import org.jspecify.annotations.NullMarked;
