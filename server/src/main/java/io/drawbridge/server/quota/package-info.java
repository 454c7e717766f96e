/**
 * Bounds how much may be written: rows and bytes a minute and a day, of a person, a conversation, a
 * workspace. Entry points {@code ContentQuota} and {@code MeteredLanes}. Imported by features and
 * the composition root.
 */
@NullMarked
package io.drawbridge.server.quota;

import org.jspecify.annotations.NullMarked;
