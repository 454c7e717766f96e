package io.drawbridge.server.mail.letter;

import io.jstach.jstache.JStache;
import io.jstach.jstache.JStacheConfig;
import io.jstach.jstachio.escapers.PlainText;

/** The plain text of a mail. */
@JStacheConfig(contentType = PlainText.class)
@JStache(
    template =
        """
        {{content.heading}}

        {{#content.paragraphs}}
        {{.}}

        {{/content.paragraphs}}
        {{#content.quotes}}
        {{attribution}}

        {{#said}}
        {{#lines}}
        > {{.}}
        {{/lines}}

        {{/said}}
        {{/content.quotes}}
        {{content.action}}:
        {{content.link}}

        --\s
        {{#content.footer}}
        {{.}}
        {{/content.footer}}
        {{#content.stop}}
        {{action}}:
        {{link}}
        {{/content.stop}}
        """)
public record LetterText(LetterContent content) {}
