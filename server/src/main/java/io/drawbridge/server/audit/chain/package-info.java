/**
 * The chain over the audit's records: {@code SealRecords} puts each into its chain soon after it
 * was committed, {@code SignCheckpoints} signs how far a chain has come. The form of both is in
 * {@code io.drawbridge.protocol.audit}. Imported by {@code audit} and the assembly.
 */
@NullMarked
package io.drawbridge.server.audit.chain;

import org.jspecify.annotations.NullMarked;
