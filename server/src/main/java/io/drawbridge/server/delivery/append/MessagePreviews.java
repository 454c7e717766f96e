package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.preview.LinkPreview;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.append.AppendRowsStore.Rewrite;
import io.drawbridge.server.delivery.log.LogEntry.Content;
import io.drawbridge.server.delivery.log.LogEntry.Previewed;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import java.util.Optional;

/**
 * Shows the pages to which a message links, by its author's right of that moment; or takes all of
 * them away. What was edited, or taken away, since the pages were called is not shown.
 *
 * @param wished the links whose pages were read, all those that the message wanted then
 * @param previews none takes them away
 */
public record MessagePreviews(
    long target, List<String> wished, List<LinkPreview> previews, RequestKey key)
    implements Append {
  /** Takes them away for good. */
  public static MessagePreviews removal(long target, RequestKey key) {
    return new MessagePreviews(target, List.of(), List.of(), key);
  }

  @Override
  public Action.Post right() {
    return Action.Post.EDIT_OWN;
  }

  @Override
  public Optional<Long> subject() {
    return Optional.of(target);
  }

  @Override
  public Optional<Claim> claim() {
    return Claim.whole(target);
  }

  /** What shows some the server writes, of a message that was counted. */
  @Override
  public Optional<String> written() {
    return previews.isEmpty() ? Optional.of("") : Optional.empty();
  }

  /** Taking away is for good, and done once. */
  @Override
  public boolean idle(Draft draft) {
    draft.requireRight();
    return previews.isEmpty() && draft.unpreviewed();
  }

  @Override
  public boolean rewords() {
    return true;
  }

  @Override
  public Content write(Draft draft) {
    draft.requireRight();
    List<LinkPreview> shown = previews.stream().filter(it -> draft.has(it.url())).toList();
    if (!previews.isEmpty() && (shown.isEmpty() || !draft.wants(wished))) {
      throw Failure.of(ErrorCode.CONFLICT, "pos: a message that wants no previews any more");
    }
    Previewed previewed = new Previewed(draft.target(target), shown);
    if (previews.isEmpty()) {
      draft.row(Rewrite.NO_PREVIEWS, target);
    }
    draft.row(Rewrite.UNPREVIEW, target);
    for (int place = 0; place < shown.size(); place++) {
      LinkPreview each = shown.get(place);
      draft.row(
          Rewrite.PREVIEW,
          target,
          (long) place,
          each.url(),
          each.title(),
          each.description().orElse(null),
          each.site().orElse(null));
    }
    return previewed;
  }
}
