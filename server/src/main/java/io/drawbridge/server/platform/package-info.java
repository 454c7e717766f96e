/**
 * What every feature stands on, as one value: {@code Platform}; and the codes that only this
 * installation makes: {@code PurposeKey}. Stands on {@code db}, {@code observe} and {@code
 * background}; imported by {@code delivery}, {@code mail}, features and the assembly.
 */
@NullMarked
package io.drawbridge.server.platform;

import org.jspecify.annotations.NullMarked;
