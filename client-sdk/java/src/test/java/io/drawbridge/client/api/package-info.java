/** Tests of the commands as methods. */
@NullMarked
package io.drawbridge.client.api;

import org.jspecify.annotations.NullMarked;
