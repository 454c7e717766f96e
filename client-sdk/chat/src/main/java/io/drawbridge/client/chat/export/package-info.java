/** Exports into files, by what was typed. */
@NullMarked
package io.drawbridge.client.chat.export;

import org.jspecify.annotations.NullMarked;
