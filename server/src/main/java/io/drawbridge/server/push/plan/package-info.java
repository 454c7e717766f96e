/**
 * Plans pushes: with the notices ({@code PushPlans}), handed to the outbox when they are due and
 * still wanted ({@code HandOver}), and called back from devices whose person lost the conversation
 * ({@code Withdrawals}).
 */
@NullMarked
package io.drawbridge.server.push.plan;

import org.jspecify.annotations.NullMarked;
