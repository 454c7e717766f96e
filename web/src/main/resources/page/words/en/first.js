// The words of the first view in English, and those about what failed.

export const first = {
  lang: 'en', other_tab: 'Open somewhere else', not_loaded: 'The page could not be loaded as a whole.', use_here: 'Use this tab',
  stay: 'Stay signed in in this browser', again_in: 'Try again in {seconds} s.', try_again: 'Try again', welcome: 'Welcome back',
  email: 'Email address', password: 'Password', sign_in: 'Sign in', mail_link: 'Mail me a sign-in link instead',
  link_mailed: 'If the address is known, a link is on its way.', to_sign_in: 'Go to sign in', moment: 'One moment…', your_name: 'Your name',
  error_sign_in_failed: 'Address or password is wrong.',
  error_link_spent: 'This link was used already, replaced, or is too old. Ask for a new one.',
  error_not_found: 'There is no such thing, or you may not see it.', error_not_allowed: 'You may not do this here.',
  error_audience_changed: 'Not sent: somebody came since. Look who reads it, and send again if they may.',
  error_first_external: 'Nobody from outside is here yet, and nobody was brought in.', error_closed: 'This conversation is closed.',
  error_locked: 'This part of the conversation is locked.', error_disconnected: 'Not connected. Try again in a moment.',
  error_timed_out: 'The server did not answer in time.', error_access_ended: 'You no longer have access to this conversation.',
  error_unreadable: 'What came is not what was meant. Try again.', error_rate_limited: 'Too fast.', error_busy: 'The server has too much to do.',
  error_internal: 'The server failed. It was logged.', claim: 'I was told a code',
  claim_text: 'The code lets you into one conversation, without an email address.', claim_code: 'The code', claim_in: 'Go in',
  claim_device: 'It works on this device only, and once. When you sign out or clear this browser, your access is gone for good.',
  claim_spent: 'This code does not work: it was mistyped, used already, taken back, or it is too old. Ask who told it to you for a new one.',
};
