package io.drawbridge.protocol.audit;

import java.util.Optional;

/**
 * One field of a thing that a change wrote.
 *
 * @param name of the field
 * @param value as text; absent if it is the name of what the reader may not know, or was forgotten
 */
public record AuditedField(String name, Optional<String> value) {}
