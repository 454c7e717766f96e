/** What a person types about the slash commands of bots. */
@NullMarked
package io.drawbridge.client.chat.slash;

import org.jspecify.annotations.NullMarked;
