/**
 * Join links, and the requests of people who come by them (G-6, HAP-1, HAP-2, HAP-17). {@code
 * JoinCommands} is the entry; {@code JoinLinkJudge} decides what a link is worth, and {@code
 * Applications} what becomes of somebody who applies. {@code JoinLinks} is for the feature that
 * ends what externals have.
 */
@NullMarked
package io.drawbridge.server.join;

import org.jspecify.annotations.NullMarked;
