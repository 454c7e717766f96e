package io.drawbridge.protocol.push;

import io.drawbridge.protocol.text.Secret;

/**
 * The body of a call to the operator's gateway.
 *
 * @param token by which the gateway knows the device
 * @param topic the newest push of a topic replaces those before it, 32 chars
 * @param urgency whether it may wake the device
 * @param ttlSeconds for how long it is worth delivering
 * @param message what the device gets
 */
public record GatewayPush(
    Secret token, String topic, PushUrgency urgency, int ttlSeconds, PushMessage message) {}
