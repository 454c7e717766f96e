/** The program: {@code Main} and the commands of {@code ./drawbridge}. Imported by nobody. */
@NullMarked
package io.drawbridge.server.app;

import org.jspecify.annotations.NullMarked;
