/**
 * What every feature stands on, as one value: {@code Platform}. Stands on {@code db}, {@code
 * observe} and {@code background}; imported by {@code delivery}, features and the assembly.
 */
@NullMarked
package io.drawbridge.server.platform;

import org.jspecify.annotations.NullMarked;
