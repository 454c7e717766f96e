/** Files into which exports are written, part by part. */
@NullMarked
package io.drawbridge.protocol.export;

import org.jspecify.annotations.NullMarked;
