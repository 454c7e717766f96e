/**
 * What each feature package offers to the server: {@code Feature}, and {@code Features}, all of
 * them folded. Stands on {@code command}, {@code account.link} and {@code mail}; imported by
 * features and the assembly.
 */
@NullMarked
package io.drawbridge.server.feature;

import org.jspecify.annotations.NullMarked;
