package io.drawbridge.server.mail;

import java.time.Instant;
import java.util.Optional;

/**
 * The permission to mail somebody on a person's word; made where such mails are counted.
 *
 * @param home the domain it invites into
 * @param leaves when the mail may leave; empty: at once
 */
public record Slot(long home, Optional<Instant> leaves) {}
