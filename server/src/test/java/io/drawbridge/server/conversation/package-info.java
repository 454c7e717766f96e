/** Tests of the package of the same name. */
@NullMarked
package io.drawbridge.server.conversation;

import org.jspecify.annotations.NullMarked;
