package io.drawbridge.protocol.command;

/** A command that needs no session, since it is a way to get or to show one. */
public interface Unauthenticated {}
