/**
 * Commits changes of who may see what, one lane for each domain, and settles them: view, fence,
 * events, receipts. Entry point {@code MembershipLanes}. Imported by features.
 */
@NullMarked
package io.drawbridge.server.delivery.change;

import org.jspecify.annotations.NullMarked;
