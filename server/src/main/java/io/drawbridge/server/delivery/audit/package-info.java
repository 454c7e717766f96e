/**
 * The audit record of a change: who asked for what, about whom, and what stood before and after.
 * Written by the statement that moves the log, so that no change is committed without it. Entry
 * points: {@link io.drawbridge.server.delivery.audit.ChangeRequest} and {@link
 * io.drawbridge.server.delivery.audit.AuditedTransaction}.
 */
@NullMarked
package io.drawbridge.server.delivery.audit;

import org.jspecify.annotations.NullMarked;
