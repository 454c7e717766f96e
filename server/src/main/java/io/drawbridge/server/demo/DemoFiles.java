package io.drawbridge.server.demo;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.client.ServerClient;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Shares a picture and a text in a conversation, with words by which the message is found. */
final class DemoFiles {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 300;
  private static final int BAR = 48;
  private static final int PAPER = 0xf1f3f5;
  private static final int INK = 0x1d4f91;

  private DemoFiles() {}

  /** Shares them, unless there are files. */
  static void share(ServerClient who, ConversationId where) {
    boolean there =
        !who.call(new MessageCommand.ListFiles(where, Optional.empty(), Optional.of(1)))
            .files()
            .isEmpty();
    if (there) {
      return;
    }
    List<FileId> files =
        List.of(
            upload(who, where, "demo-picture", "start page.png", picture()),
            upload(who, where, "demo-notes", "notes.txt", notes()));
    who.call(
        new MessageCommand.Send(
            "demo-drafts",
            where,
            "Here is the first draft of the start page, and what I still need for the invoice.",
            Optional.empty(),
            Optional.empty(),
            Optional.of(files)));
  }

  private static FileId upload(
      ServerClient who, ConversationId where, String clientId, String name, byte[] bytes) {
    FileId file =
        who.call(new MessageCommand.BeginUpload(clientId, where, name, bytes.length)).file();
    who.upload(file, bytes);
    return file;
  }

  private static byte[] notes() {
    return """
    Start page
    - photos from Finn, landscape, 1600 pixels wide
    - the new logo as SVG
    - the address for the invoice
    """
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A page with a bar on top. */
  private static byte[] picture() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, y < BAR ? INK : PAPER);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
