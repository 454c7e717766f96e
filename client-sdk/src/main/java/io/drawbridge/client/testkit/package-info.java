/** Published helpers for testing code that uses this library, without a real server. */
@NullMarked
package io.drawbridge.client.testkit;

import org.jspecify.annotations.NullMarked;
