/**
 * Wires between the processes of a run, at which faults are made. They know nothing of what goes
 * through them.
 */
@NullMarked
package io.drawbridge.load.driver.wire;

import org.jspecify.annotations.NullMarked;
