package io.drawbridge.server.file.picture;

import java.io.IOException;

/**
 * A file is not of the form that its type has; that its bytes cannot be read is no such failure.
 */
final class MalformedException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedException(String message) {
    super(message);
  }
}
