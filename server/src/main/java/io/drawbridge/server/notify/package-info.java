/**
 * What events mean for people: notices, decided once after the commit, off the way of the messages.
 * The decision is pure ({@code rule}); {@code judge} asks it of what was committed and writes the
 * notices; {@code setting} is what people want to hear of; {@code mail} tells them by mail. Entry
 * point is {@code NotifyCommands}; other features hear of notices through {@code notice}.
 */
@NullMarked
package io.drawbridge.server.notify;

import org.jspecify.annotations.NullMarked;
