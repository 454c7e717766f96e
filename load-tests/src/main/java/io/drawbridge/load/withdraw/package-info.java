/**
 * Removes people in the middle of what the server sends them, by each way out, and counts what
 * comes after the removal was acknowledged.
 */
@NullMarked
package io.drawbridge.load.withdraw;

import org.jspecify.annotations.NullMarked;
