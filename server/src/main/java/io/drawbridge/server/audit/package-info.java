/**
 * The audit for those who run a workspace: its chains are kept up to date and signed ({@code
 * chain}), listed and exported. The records are written by {@code delivery.audit}, with what they
 * tell of.
 */
@NullMarked
package io.drawbridge.server.audit;

import org.jspecify.annotations.NullMarked;
