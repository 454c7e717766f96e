package io.drawbridge.server.audit.chain;

import io.drawbridge.protocol.audit.AuditSigner;
import java.util.Optional;

/**
 * The keys of an installation that sign its audit.
 *
 * @param previous the one before, which vouches for the current one if it is still there
 */
public record SigningKeys(AuditSigner current, Optional<AuditSigner> previous) {}
