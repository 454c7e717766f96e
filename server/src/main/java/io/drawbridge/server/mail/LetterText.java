package io.drawbridge.server.mail;

import io.jstach.jstache.JStache;
import io.jstach.jstache.JStacheConfig;
import io.jstach.jstachio.escapers.PlainText;
import java.util.List;

/** The plain text of a mail. */
@JStacheConfig(contentType = PlainText.class)
@JStache(
    template =
        """
        {{#paragraphs}}
        {{.}}

        {{/paragraphs}}
        {{#quote}}
        > {{.}}
        {{/quote}}

        {{action}}:
        {{link}}

        --
        {{footer}}
        """)
record LetterText(
    List<String> paragraphs, List<String> quote, String action, String link, String footer) {}
