/** Tests of cursor stores. */
@NullMarked
package io.drawbridge.client.resume;

import org.jspecify.annotations.NullMarked;
