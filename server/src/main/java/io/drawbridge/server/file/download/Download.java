package io.drawbridge.server.file.download;

import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.file.ThumbnailSize;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.file.picture.Pieces;
import java.util.Optional;

/**
 * A version of a file that somebody may read now, or its thumbnail.
 *
 * @param file what it is; of a thumbnail, what that is
 * @param bytes the name of its bytes in the storage
 * @param thumbnail which one; absent for the file itself
 * @param pieces of the file's bytes that are delivered
 * @param tag of its message, by which each piece is judged again as it leaves
 */
public record Download(
    FileView file, FileId bytes, Optional<ThumbnailSize> thumbnail, Pieces pieces, Tag tag) {}
