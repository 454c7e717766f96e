package io.drawbridge.server.file;

import io.drawbridge.server.file.download.Downloads;
import io.drawbridge.server.file.upload.Uploads;

/** The ways of the bytes of files, for the door. */
public record FileTransfers(Uploads uploads, Downloads downloads) {}
