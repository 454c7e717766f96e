/**
 * Legal holds: what stands, what it keeps, and letting it go when it is lifted. What people take
 * away under a hold is kept by triggers of the database ({@code message_kept}, {@code file_went}),
 * whatever command or task it is that takes it. Besides the assembly, others ask {@code
 * HoldRefusalStore} whether a hold stands.
 */
@NullMarked
package io.drawbridge.server.hold;

import org.jspecify.annotations.NullMarked;
