/**
 * Computes who could see what, and when, from the links with their ends (N-4): {@code Past} is what
 * was so at a moment, {@code Timeline} the times without a break. What a path shows is said by
 * {@link io.drawbridge.server.access.link.Floors}, here as everywhere. Entry point: {@code
 * PastStore}.
 */
@NullMarked
package io.drawbridge.server.access.ledger;

import org.jspecify.annotations.NullMarked;
