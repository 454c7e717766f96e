package io.drawbridge.server.delivery.log;

import io.drawbridge.server.db.RequestKey;

/**
 * Makes a change idempotent: after the right was decided again, an earlier answer to the same key
 * is returned (and the fence of its epoch awaited again) instead of changing anything twice.
 */
public record Idempotent<T>(RequestKey key, Class<T> answer) {}
