package io.drawbridge.server.mail;

import java.time.ZoneId;
import java.util.Locale;

/**
 * Says what is known of the person who reads a mail.
 *
 * @param language of its sentences, one of those that there are
 * @param zone in which they read times
 */
public record MailReader(Locale language, ZoneId zone) {}
