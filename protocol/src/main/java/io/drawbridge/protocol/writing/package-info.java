/** What people write and have not sent: drafts, and messages to be sent later. */
@NullMarked
package io.drawbridge.protocol.writing;

import org.jspecify.annotations.NullMarked;
