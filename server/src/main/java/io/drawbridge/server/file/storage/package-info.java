/**
 * Where the bytes of files are. Entry point: {@link FileStorage}; a folder is one. Nothing here
 * knows whose they are.
 */
@NullMarked
package io.drawbridge.server.file.storage;

import org.jspecify.annotations.NullMarked;
