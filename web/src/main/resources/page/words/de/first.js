// The words of the first view in German, and those about what failed.

export const first = {
  lang: 'de', other_tab: 'Anderswo geöffnet', not_loaded: 'Die Seite ließ sich nicht ganz laden.', use_here: 'Diesen Tab benutzen',
  stay: 'In diesem Browser angemeldet bleiben', again_in: 'In {seconds} s noch einmal.', try_again: 'Noch einmal', welcome: 'Willkommen',
  email: 'E-Mail-Adresse', password: 'Passwort', sign_in: 'Anmelden', mail_link: 'Lieber einen Link per E-Mail',
  link_mailed: 'Wenn die Adresse bekannt ist, ist ein Link unterwegs.', to_sign_in: 'Zur Anmeldung', moment: 'Einen Moment…', your_name: 'Ihr Name',
  error_first_external: 'Noch ist niemand von außen hier, und niemand wurde dazugeholt.',
  error_locked: 'Dieser Teil des Gesprächs ist gesperrt.', error_sign_in_failed: 'Adresse oder Passwort ist falsch.',
  error_not_allowed: 'Das dürfen Sie hier nicht.',
  error_link_spent: 'Dieser Link wurde schon benutzt oder ersetzt, oder er ist zu alt. Bitten Sie um einen neuen.',
  error_disconnected: 'Nicht verbunden. Gleich noch einmal versuchen.', error_timed_out: 'Der Server hat nicht rechtzeitig geantwortet.',
  error_access_ended: 'Sie haben keinen Zugang mehr zu diesem Gespräch.',
  error_unreadable: 'Was ankam, ist nicht, was gemeint war. Versuchen Sie es noch einmal.',
  error_not_found: 'So etwas gibt es nicht, oder Sie dürfen es nicht sehen.', error_closed: 'Dieses Gespräch ist geschlossen.',
  error_audience_changed: 'Nicht gesendet: inzwischen kam jemand dazu. Sehen Sie nach, wer es liest, und senden Sie noch einmal.',
  error_rate_limited: 'Zu schnell.', error_busy: 'Der Server hat zu viel zu tun.', error_internal: 'Der Server hat versagt. Es ist vermerkt.',
  claim: 'Mir wurde ein Code gesagt', claim_text: 'Der Code lässt Sie in ein Gespräch, ohne E-Mail-Adresse.', claim_code: 'Der Code',
  claim_in: 'Herein',
  claim_device: 'Er gilt nur auf diesem Gerät und nur einmal. Wenn Sie sich abmelden oder diesen Browser leeren, ist der Zugang endgültig weg.',
  claim_spent: 'Dieser Code gilt nicht: vertippt, schon benutzt, zurückgenommen oder zu alt. Bitten Sie um einen neuen.',
};
