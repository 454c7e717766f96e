package io.drawbridge.server.file.download;

import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.egress.Tag;

/**
 * A version of a file that somebody may read now.
 *
 * @param file what it is
 * @param bytes the name of its bytes in the storage
 * @param tag of its message, by which each piece is judged again as it leaves
 */
public record Download(FileView file, FileId bytes, Tag tag) {}
