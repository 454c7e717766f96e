/**
 * Legal holds: what stands, what it keeps, and letting it go when it is lifted. What people take
 * away under a hold is kept by triggers of the database ({@code message_kept}, {@code file_went}),
 * whatever command or task it is that takes it. Nobody but the assembly imports it.
 */
@NullMarked
package io.drawbridge.server.hold;

import org.jspecify.annotations.NullMarked;
