package io.drawbridge.protocol.file;

import io.drawbridge.protocol.people.Person;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of a file: who brought it, when, and what for.
 *
 * @param version 1 for the first
 * @param name what its owner called it
 * @param size in bytes
 * @param type the media type that its content shows
 * @param sha256 of its bytes, 64 hexadecimal digits
 * @param by who brought it
 * @param at when
 * @param note what for
 */
public record FileVersion(
    int version,
    String name,
    long size,
    String type,
    String sha256,
    Person by,
    Instant at,
    Optional<String> note) {}
