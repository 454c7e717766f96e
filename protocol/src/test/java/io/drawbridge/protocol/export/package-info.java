/** Tests of files into which exports are written. */
@NullMarked
package io.drawbridge.protocol.export;

import org.jspecify.annotations.NullMarked;
