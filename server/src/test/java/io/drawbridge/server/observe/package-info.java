/** Tests of metrics and health. */
@NullMarked
package io.drawbridge.server.observe;

import org.jspecify.annotations.NullMarked;
