package io.drawbridge.protocol.hold;

import io.drawbridge.protocol.id.FileId;
import java.util.Optional;

/**
 * A file that a hold keeps.
 *
 * @param id which file
 * @param name what it is called
 * @param size its bytes
 * @param sha256 the SHA-256 of its bytes, in hexadecimal digits
 */
public record HeldFile(FileId id, String name, long size, Optional<String> sha256) {}
