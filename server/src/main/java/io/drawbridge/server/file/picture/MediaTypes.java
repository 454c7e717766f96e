package io.drawbridge.server.file.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.tika.detect.Detector;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/** Tells what a file is by its first bytes, whatever its name says. Stateless. */
public final class MediaTypes {
  private static final Detector DETECTOR = MimeTypes.getDefaultMimeTypes();

  private MediaTypes() {}

  /** The media type; {@code application/octet-stream} where nothing is known. */
  public static String of(byte[] head) {
    try {
      return DETECTOR
          .detect(new ByteArrayInputStream(head), new Metadata())
          .getBaseType()
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
