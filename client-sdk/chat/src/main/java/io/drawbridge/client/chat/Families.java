package io.drawbridge.client.chat;

import io.drawbridge.client.chat.export.Exporting;
import io.drawbridge.client.chat.file.Filed;
import io.drawbridge.client.chat.forward.Passing;
import io.drawbridge.client.chat.inbox.Sorted;
import io.drawbridge.client.chat.keep.Kept;
import io.drawbridge.client.chat.moderate.Moderated;
import io.drawbridge.client.chat.notify.Noticed;
import io.drawbridge.client.chat.place.Leafing;
import io.drawbridge.client.chat.poll.Polled;
import io.drawbridge.client.chat.preview.Previewed;
import io.drawbridge.client.chat.push.Pushed;
import io.drawbridge.client.chat.slash.Asking;
import io.drawbridge.client.chat.webhook.Hooked;
import io.drawbridge.client.chat.words.Speaker;
import io.drawbridge.client.chat.words.Words;
import io.drawbridge.client.chat.writing.Written;
import java.util.List;

/** Lists the families of words, which are asked in turn. */
final class Families {
  private Families() {}

  static List<Words> of(Speaker speaker) {
    return List.of(
        new Filed(speaker),
        new Sorted(speaker),
        new Noticed(speaker),
        new Hooked(speaker),
        new Written(speaker),
        new Polled(speaker),
        new Passing(speaker),
        new Pushed(speaker),
        new Previewed(speaker),
        new Kept(speaker),
        new Asking(speaker),
        new Leafing(speaker),
        new Moderated(speaker),
        new Exporting(speaker));
  }
}
