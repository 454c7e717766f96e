package io.drawbridge.server.mail;

import io.jstach.jstache.JStache;
import io.jstach.jstache.JStacheConfig;
import io.jstach.jstachio.escapers.Html;
import java.util.List;

/** The HTML of a mail; every value is escaped. */
@JStacheConfig(contentType = Html.class)
@JStache(
    template =
        """
        <!DOCTYPE html>
        <html lang="{{language}}">
        <head><meta charset="utf-8"><title>{{heading}}</title></head>
        <body style="font-family:sans-serif;color:#1c1c1c;max-width:36em;margin:2em auto">
        {{#paragraphs}}
        <p>{{.}}</p>
        {{/paragraphs}}
        {{#quoted}}
        <blockquote style="border-left:3px solid #bbb;margin-left:0;padding-left:1em">
        {{#quote}}
        {{.}}<br>
        {{/quote}}
        </blockquote>
        {{/quoted}}
        <p><a href="{{link}}" style="display:inline-block;padding:.6em 1.2em;background:#1d4f91;color:#fff;text-decoration:none;border-radius:4px">{{action}}</a></p>
        <p style="color:#666;font-size:85%">{{footer}}</p>
        </body>
        </html>
        """)
record LetterPage(
    String language,
    String heading,
    List<String> paragraphs,
    List<String> quote,
    String action,
    String link,
    String footer) {
  boolean quoted() {
    return !quote.isEmpty();
  }
}
