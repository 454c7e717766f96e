/** What a person wants to hear of, and what they are told: levels, quiet hours, mails, notices. */
@NullMarked
package io.drawbridge.protocol.notify;

import org.jspecify.annotations.NullMarked;
