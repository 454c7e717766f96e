package io.drawbridge.server.mail;

/** The parts that a feature mails with: where mails are queued, how they are worded and stopped. */
public record Mails(MailOutbox outbox, Letters letters, MailStops stops) {}
