/** What one writes and has not sent: drafts, and messages to be sent later. */
@NullMarked
package io.drawbridge.client.writing;

import org.jspecify.annotations.NullMarked;
