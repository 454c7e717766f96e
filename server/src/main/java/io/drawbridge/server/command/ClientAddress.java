package io.drawbridge.server.command;

/**
 * The origin of a request, as rate limits see it: the IPv4 address, or the /64 network of an IPv6
 * address (one subscriber usually holds all of it). Never shown to anyone.
 */
public record ClientAddress(String network) {}
