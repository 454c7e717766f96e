package io.drawbridge.server.delivery.log;

import io.drawbridge.protocol.preview.LinkPreview;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/** Reads what a message {@code m} shows of the pages to which it links. */
public final class PreviewColumns {
  /** The columns that {@link #of} reads. */
  public static final String COLUMNS =
      "g.preview_urls, g.preview_titles, g.preview_descriptions, g.preview_sites";

  /** Joins what {@link #COLUMNS} needs. */
  public static final String PREVIEWS =
      """
      cross join lateral (
        select array_agg(x.url order by x.place) as preview_urls,
               array_agg(x.title order by x.place) as preview_titles,
               array_agg(x.description order by x.place) as preview_descriptions,
               array_agg(x.site order by x.place) as preview_sites
        from preview x where x.conversation = m.conversation and x.pos = m.pos) g
      """;

  private PreviewColumns() {}

  /** The previews in the order of the links. */
  public static List<LinkPreview> of(RowView row) {
    Optional<String[]> urls = Optional.ofNullable(row.getColumn("preview_urls", String[].class));
    if (urls.isEmpty()) {
      return List.of();
    }
    String[] titles = row.getColumn("preview_titles", String[].class);
    @Nullable String[] descriptions = row.getColumn("preview_descriptions", String[].class);
    @Nullable String[] sites = row.getColumn("preview_sites", String[].class);
    List<LinkPreview> previews = new ArrayList<>();
    for (int i = 0; i < titles.length; i++) {
      previews.add(
          new LinkPreview(
              urls.get()[i],
              titles[i],
              Optional.ofNullable(descriptions[i]),
              Optional.ofNullable(sites[i])));
    }
    return previews;
  }
}
