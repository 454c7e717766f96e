/** Tests of interest and resume. */
@NullMarked
package io.drawbridge.server.resume;

import org.jspecify.annotations.NullMarked;
