/**
 * Knows on what terms externals are where they are, who answers for them, and what follows when
 * that one is gone (N-12). Entry point: {@link io.drawbridge.server.access.sponsor.Sponsors}. Links
 * are written by {@code access} alone.
 */
@NullMarked
package io.drawbridge.server.access.sponsor;

import org.jspecify.annotations.NullMarked;
