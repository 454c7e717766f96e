package io.drawbridge.server.preview;

import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.delivery.append.Append;
import io.drawbridge.server.delivery.append.MessageEdit;
import io.drawbridge.server.delivery.append.NewMessage;
import io.drawbridge.server.delivery.append.WriterLanes;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Writer lanes that note, of whatever feature writes through them, which messages have links. */
final class PreviewedLanes implements WriterLanes {
  private final WriterLanes lanes;
  private final WantPreviews want;

  PreviewedLanes(WriterLanes lanes, WantPreviews want) {
    this.lanes = lanes;
    this.want = want;
  }

  @Override
  public CompletionStage<Committed> append(PostPermit permit, Append append) {
    CompletionStage<Committed> stage = lanes.append(permit, append);
    return switch (append) {
      case NewMessage message -> {
        List<String> urls = want.links(permit.conversation(), message.text());
        yield urls.isEmpty() ? stage : stage.thenApply(it -> wanted(permit, it.pos(), urls, it));
      }
      case MessageEdit edit -> {
        List<String> urls = want.links(permit.conversation(), edit.text());
        yield urls.isEmpty()
            ? stage
            : stage.thenApply(it -> wanted(permit, edit.target(), urls, it));
      }
      default -> stage;
    };
  }

  private Committed wanted(PostPermit permit, long pos, List<String> urls, Committed committed) {
    want.of(permit.conversation(), permit.caller().account(), pos, urls);
    return committed;
  }
}
