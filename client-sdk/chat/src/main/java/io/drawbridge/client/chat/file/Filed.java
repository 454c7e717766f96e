package io.drawbridge.client.chat.file;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.client.chat.words.Speaker;
import io.drawbridge.client.chat.words.Words;
import io.drawbridge.client.file.Progress;
import io.drawbridge.protocol.file.FileName;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.file.SharedFile;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Does what a person types about files. */
public final class Filed implements Words {
  private static final String ID = "f_[0-9a-hjkmnp-tv-z]{13}";

  private final Speaker speaker;
  private final ChatClient client;

  public Filed(Speaker speaker) {
    this.speaker = speaker;
    this.client = speaker.client();
  }

  @Override
  public boolean line(String command, String rest, Optional<ConversationId> here) {
    switch (command) {
      case "/files" -> list(here);
      case "/upload" -> upload(rest, here);
      case "/share" -> share(rest);
      case "/open" -> {
        if (!rest.matches(ID)) {
          return false;
        }
        save(FileId.parse(rest));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The lines below a message that say what it carries. */
  public static String below(List<FileView> files) {
    StringBuilder lines = new StringBuilder();
    files.forEach(file -> lines.append("\n      ").append(line(file)));
    return lines.toString();
  }

  private void list(Optional<ConversationId> here) {
    List<SharedFile> files =
        here.isPresent()
            ? client.files().list(here.get(), Optional.empty()).join().files()
            : client.files().shared(50).join().files();
    speaker.say(
        files.isEmpty()
            ? "No files."
            : String.join(
                "\n",
                files.stream()
                    .map(it ->
                        "%s, by %s%s"
                            .formatted(
                                line(it.file()),
                                Printable.line(it.by().name()),
                                it.externalVisible() ? " [seen outside]" : ""))
                    .toList()));
  }

  private void upload(String rest, Optional<ConversationId> here) {
    speaker.in(here, place -> upload(rest, place));
  }

  private void upload(String rest, ConversationId here) {
    String[] words = rest.split("\\s+", 2);
    Optional<Path> file = file(words[0]);
    if (file.isPresent()) {
      FileId id = client.transfers().upload(here, file.get(), told("sent")).join();
      client.transfers().send(here, text(words), List.of(id)).join();
    }
  }

  private void share(String rest) {
    String[] words = rest.split("\\s+", 3);
    if (words.length < 2 || !words[0].contains("@")) {
      speaker.say("Type an address and a file: /share sam@partner.example offer.pdf");
      return;
    }
    String[] named = words.length > 2 ? new String[] {words[1], words[2]} : new String[] {words[1]};
    file(words[1])
        .ifPresent(file -> {
          client
              .transfers()
              .share(speaker.workspace(), words[0], file, text(named), told("sent"))
              .join();
          speaker.say("Sent, in the talk with %s.".formatted(Printable.line(words[0])));
        });
  }

  private void save(FileId id) {
    FileView file =
        client.files().versions(id).join().versions().stream()
            .findFirst()
            .map(it -> new FileView(id, it.name(), it.size(), it.type(), it.sha256(), it.version()))
            .orElseThrow();
    Path target = free(FileName.of(file.name()));
    client.transfers().download(id, target, told("received")).join();
    speaker.say("Saved as %s.".formatted(Printable.line(target.toString())));
  }

  /** A name in this folder that no file has. */
  private static Path free(String name) {
    Path target = Path.of(name);
    for (int i = 1; Files.exists(target); i++) {
      target = Path.of("%d-%s".formatted(i, name));
    }
    return target;
  }

  private Optional<Path> file(String typed) {
    Path file = Path.of(typed);
    if (typed.isEmpty() || !Files.isRegularFile(file)) {
      speaker.say("There is no such file.");
      return Optional.empty();
    }
    return Optional.of(file);
  }

  /** What was typed behind the file; it need not be anything. */
  private static String text(String[] words) {
    return words.length > 1 ? words[1] : "";
  }

  /** Tells every tenth of a large file. */
  private Progress told(String what) {
    return new Progress() {
      private long tenths = 1;

      @Override
      public void at(long done, long all) {
        if (all >= 10 << 20 && done < all && done * 10 / all >= tenths) {
          tenths = done * 10 / all + 1;
          speaker.say("%d %% %s".formatted(done * 100 / all, what));
        }
      }
    };
  }

  private static String line(FileView file) {
    return "[%s] %s, %s%s%s"
        .formatted(
            file.file(),
            Printable.line(file.name()),
            size(file.size()),
            file.picture().map(it -> ", %d x %d".formatted(it.width(), it.height())).orElse(""),
            file.version() > 1 ? ", version " + file.version() : "");
  }

  private static String size(long bytes) {
    return bytes < 1_000
        ? bytes + " bytes"
        : bytes < 1_000_000
            ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
            : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
