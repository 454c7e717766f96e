/**
 * Files: up and down with progress, and again where a connection was cut. Entry point: {@link
 * io.drawbridge.client.file.Transfers}.
 */
@NullMarked
package io.drawbridge.client.file;

import org.jspecify.annotations.NullMarked;
