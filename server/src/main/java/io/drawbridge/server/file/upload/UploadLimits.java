package io.drawbridge.server.file.upload;

/**
 * The bounds of what is stored, in bytes.
 *
 * @param file of one file
 * @param member of all files of a person where they are a member
 * @param external of all files of a person where they are external
 * @param workspace of all files of a workspace together
 * @param free that must be free in the storage for more to come
 */
public record UploadLimits(long file, long member, long external, long workspace, long free) {}
