package io.drawbridge.server.webhook.incoming;

/** Bodies as services that post to Slack send them, after their public descriptions. */
public final class Bodies {
  /** An alert of Grafana's Slack contact point: attachments alone, with nulls and numbers. */
  public static final String GRAFANA =
      """
      {
        "channel": "#alerts",
        "username": "Grafana",
        "icon_url": "https://grafana.com/static/assets/img/fav32.png",
        "attachments": [
          {
            "title": "[FIRING:1] High load (web-1 warning)",
            "title_link": "http://grafana.example:3000/alerting/list",
            "text": "**Firing**\\n\\nValue: B=92.5, C=1\\nLabels:\\n - alertname = High load\\n \
      - instance = web-1\\n",
            "fallback": "[FIRING:1] High load (web-1 warning)",
            "footer": "Grafana v11.1.0",
            "footer_icon": "https://grafana.com/static/assets/img/fav32.png",
            "color": "#D63232",
            "ts": 1733000000,
            "fields": null
          }
        ]
      }
      """;

  /** What GitHub's events become in the format of Slack: text with links, and an attachment. */
  public static final String GITHUB =
      """
      {
        "text": "[<https://github.com/acme/bridge|acme/bridge>] Pull request opened by \
      <https://github.com/ada|ada>",
        "attachments": [
          {
            "color": "#36a64f",
            "fallback": "#7 Widen the deck &amp; the rail",
            "author_name": "ada",
            "author_link": "https://github.com/ada",
            "title": "#7 Widen the deck &amp; the rail",
            "title_link": "https://github.com/acme/bridge/pull/7",
            "text": "Closes <https://github.com/acme/bridge/issues/5|#5>.",
            "fields": [
              {"title": "Labels", "value": "load, safety", "short": true},
              {"title": "Reviewers", "value": "ben", "short": true}
            ],
            "mrkdwn_in": ["text"]
          }
        ]
      }
      """;

  /** Blocks as Slack's own page on incoming webhooks shows them. */
  public static final String BLOCKS =
      """
      {
        "text": "Danny Torrence left a 1 star review for your property.",
        "blocks": [
          {"type": "header", "text": {"type": "plain_text", "text": "A review", "emoji": true}},
          {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "Danny Torrence left the following review:"}
          },
          {"type": "divider"},
          {
            "type": "section",
            "block_id": "section567",
            "text": {
              "type": "mrkdwn",
              "text": "<https://example.com|Overlook Hotel> \\n :star: \\n Doors had *too many* axe \
      holes, guest in room ~237~ was far too rowdy."
            },
            "accessory": {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A door"},
            "fields": [{"type": "mrkdwn", "text": "*Average Rating*\\n1.0"}]
          },
          {
            "type": "context",
            "elements": [
              {"type": "image", "image_url": "https://example.com/b.png", "alt_text": "b"},
              {"type": "mrkdwn", "text": "by <@U012AB3CD>"},
              {"type": "plain_text", "text": "for <!here>"}
            ]
          },
          {
            "type": "actions",
            "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Reply"}}]
          }
        ]
      }
      """;

  private Bodies() {}
}
