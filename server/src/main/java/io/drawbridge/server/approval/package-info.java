/**
 * Tells by mail those who decide who is let in that somebody waits for them, by an invitation that
 * has to be approved, or a request to join ({@code ApprovalNotices}); and those who invited or
 * suggested somebody, what became of it ({@code OutcomeNotices}).
 */
@NullMarked
package io.drawbridge.server.approval;

import org.jspecify.annotations.NullMarked;
