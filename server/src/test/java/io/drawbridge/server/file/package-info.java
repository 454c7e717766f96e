/** Tests of files. */
@NullMarked
package io.drawbridge.server.file;

import org.jspecify.annotations.NullMarked;
