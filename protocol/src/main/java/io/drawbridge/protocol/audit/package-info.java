/**
 * The form in which an audit log leaves the server, and who checks it: canonical JSON, the hash
 * chain over it, signed checkpoints. {@link io.drawbridge.protocol.audit.AuditExport} writes an
 * export, {@link io.drawbridge.protocol.audit.AuditVerifier} reads one and needs no server.
 */
@NullMarked
package io.drawbridge.protocol.audit;

import org.jspecify.annotations.NullMarked;
