/** What a person types about content that goes for good, and about legal holds. */
@NullMarked
package io.drawbridge.client.chat.keep;

import org.jspecify.annotations.NullMarked;
