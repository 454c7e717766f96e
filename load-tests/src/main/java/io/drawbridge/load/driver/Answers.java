package io.drawbridge.load.driver;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Tells answers from events by their first bytes, without reading the rest. */
public final class Answers {
  private static final byte[] REPLY = "{\"type\":\"reply\"".getBytes(StandardCharsets.UTF_8);
  private static final byte[] ERROR = "{\"type\":\"error\"".getBytes(StandardCharsets.UTF_8);

  private Answers() {}

  /** Returns whether a frame says that a command was carried out. */
  public static boolean isReply(ByteBuf payload) {
    return startsWith(payload, REPLY);
  }

  /** Returns whether a frame says that a command was refused. */
  public static boolean isError(ByteBuf payload) {
    return startsWith(payload, ERROR);
  }

  private static boolean startsWith(ByteBuf payload, byte[] prefix) {
    if (payload.readableBytes() < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (payload.getByte(payload.readerIndex() + i) != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
