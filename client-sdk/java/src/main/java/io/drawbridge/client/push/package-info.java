/** Devices that are pushed to. */
@NullMarked
package io.drawbridge.client.push;

import org.jspecify.annotations.NullMarked;
