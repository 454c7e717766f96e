/**
 * What people want to hear of: levels, mails, quiet hours, keywords, files they follow; the
 * commands that show and change them, and the list of notices. Every device of a person sees the
 * same: all of it is in rows, and the other devices are told to ask again.
 */
@NullMarked
package io.drawbridge.server.notify.setting;

import org.jspecify.annotations.NullMarked;
