package io.drawbridge.server.file.picture;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The one thing of a picture's metadata that is kept: which way up it is, 1 to 8, as <a
 * href="https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E">Exif 3.0</a>
 * has it. All else, such as where it was taken and by which camera, is not read at all.
 */
final class Exif {
  /** As it is. */
  static final int UPRIGHT = 1;

  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY_BYTES = 12;
  private static final int ENTRIES_MAX = 512;

  private Exif() {}

  /** The orientation in a block of metadata; upright if it says none, or nonsense. */
  static int orientation(Window in, long at, long end) throws IOException {
    try {
      boolean little = in.has(at, "II");
      if (!little && !in.has(at, "MM")) {
        return UPRIGHT;
      }
      long directory = at + (little ? in.u32Little(at + 4) : in.u32(at + 4));
      if (directory + 2 > end) {
        // Read from anywhere, a few bytes would make much of the file be read again and again.
        return UPRIGHT;
      }
      int entries = Math.min(u16(in, directory, little), ENTRIES_MAX);
      for (int i = 0; i < entries; i++) {
        long entry = directory + 2 + (long) ENTRY_BYTES * i;
        if (entry + ENTRY_BYTES > end) {
          return UPRIGHT;
        }
        if (u16(in, entry, little) == ORIENTATION && u16(in, entry + 2, little) == SHORT) {
          int value = u16(in, entry + 8, little);
          return value >= UPRIGHT && value <= 8 ? value : UPRIGHT;
        }
      }
    } catch (MalformedException cut) {
      // It says nothing.
    }
    return UPRIGHT;
  }

  private static int u16(Window in, long at, boolean little) throws IOException {
    return little ? in.u16Little(at) : in.u16(at);
  }

  /** A block of metadata that says the orientation and nothing else. */
  static byte[] of(int orientation) {
    return ByteBuffer.allocate(26)
        .put(new byte[] {'M', 'M', 0, 42})
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) ORIENTATION)
        .putShort((short) SHORT)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }
}
