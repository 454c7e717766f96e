/**
 * What the words that people type share: {@link Words} is one family of them, {@link Speaker} is
 * what they act and print with. Terminals that show what others wrote print it as {@link
 * Printable}.
 */
@NullMarked
package io.drawbridge.client.chat.words;

import org.jspecify.annotations.NullMarked;
