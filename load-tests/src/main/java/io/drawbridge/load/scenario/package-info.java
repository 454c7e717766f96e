/** The runs: what is done to the server, in which order, and what is reported. One class a run. */
@NullMarked
package io.drawbridge.load.scenario;

import org.jspecify.annotations.NullMarked;
