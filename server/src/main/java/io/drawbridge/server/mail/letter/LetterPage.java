package io.drawbridge.server.mail.letter;

import io.jstach.jstache.JStache;
import io.jstach.jstache.JStacheConfig;
import io.jstach.jstachio.escapers.Html;

/**
 * The HTML of a mail; every value is escaped. Tables and inline styles, because many mail programs
 * know nothing else; the style sheet is for those that show mails dark.
 */
@JStacheConfig(contentType = Html.class)
@JStache(
    template =
        """
        <!DOCTYPE html>
        <html lang="{{content.language}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
        <title>{{content.subject}}</title>
        <style>
        :root { color-scheme: light dark; }
        @media (prefers-color-scheme: dark) {
          .page { background: #15171b !important; }
          .card { background: #202329 !important; border-color: #363b44 !important; }
          .loud { color: #eceef1 !important; }
          .quiet { color: #a7adb8 !important; }
          .note { border-color: #5d6675 !important; }
          .button { background: #8fb8f6 !important; color: #0f2240 !important; }
        }
        </style>
        </head>
        <body class="page" style="margin:0;padding:0;background:#f1f3f5">
        <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f1f3f5">
        <tr><td align="center" style="padding:24px 12px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5">
        <table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;background:#ffffff;border:1px solid #dde1e6;border-radius:10px">
        <tr><td align="left" style="padding:28px">
        <h1 class="loud" style="margin:0 0 16px;font-size:20px;line-height:1.4;font-weight:600;color:#1b1f24;overflow-wrap:anywhere">{{content.heading}}</h1>
        {{#content.paragraphs}}
        <p class="loud" style="margin:0 0 16px;color:#1b1f24">{{.}}</p>
        {{/content.paragraphs}}
        {{#content.quotes}}
        {{^said}}
        <p class="loud" style="margin:0 0 16px;color:#1b1f24;overflow-wrap:anywhere">{{attribution}}</p>
        {{/said}}
        {{#said}}
        <p class="quiet" style="margin:0 0 4px;font-size:14px;color:#5b6470;overflow-wrap:anywhere">{{attribution}}</p>
        <blockquote class="note loud" style="margin:0 0 20px;padding:2px 0 2px 14px;border-left:3px solid #c3c9d1;color:#1b1f24;overflow-wrap:anywhere">
        {{#lines}}
        <p dir="auto" style="margin:0;min-height:24px">{{.}}</p>
        {{/lines}}
        </blockquote>
        {{/said}}
        {{/content.quotes}}
        <p style="margin:24px 0 20px"><a class="button" href="{{content.link}}" style="display:inline-block;padding:12px 22px;background:#1d4f91;color:#ffffff;font-weight:600;text-decoration:none;border-radius:6px">{{content.action}}</a></p>
        <p class="quiet" style="margin:0;font-size:13px;line-height:1.45;color:#5b6470;overflow-wrap:anywhere">{{content.otherwise}}<br>{{content.link}}</p>
        </td></tr>
        </table>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px">
        <tr><td align="left" style="padding:16px 28px 0">
        {{#content.footer}}
        <p class="quiet" style="margin:0 0 8px;font-size:13px;line-height:1.45;color:#5b6470">{{.}}</p>
        {{/content.footer}}
        {{#content.stop}}
        <p class="quiet" style="margin:0 0 8px;font-size:13px;line-height:1.45;color:#5b6470"><a class="quiet" href="{{link}}" style="color:#5b6470">{{action}}</a></p>
        {{/content.stop}}
        </td></tr>
        </table>
        </td></tr>
        </table>
        </body>
        </html>
        """)
public record LetterPage(LetterContent content) {}
