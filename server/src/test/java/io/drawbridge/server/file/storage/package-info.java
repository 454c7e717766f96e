/** Tests of the storage of files. */
@NullMarked
package io.drawbridge.server.file.storage;

import org.jspecify.annotations.NullMarked;
