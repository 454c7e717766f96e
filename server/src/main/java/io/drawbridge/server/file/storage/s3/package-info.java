/**
 * Keeps the bytes of files in a bucket of an S3-compatible store. Entry point: {@link S3Storage}.
 * The only place that imports the client of S3.
 */
@NullMarked
package io.drawbridge.server.file.storage.s3;

import org.jspecify.annotations.NullMarked;
