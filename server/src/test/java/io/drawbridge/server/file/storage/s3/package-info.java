/** Files in a bucket, tested on a server of S3 of its own. */
@NullMarked
package io.drawbridge.server.file.storage.s3;

import org.jspecify.annotations.NullMarked;
