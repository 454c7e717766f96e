/** Tests of the guests of a workspace. */
@NullMarked
package io.drawbridge.server.workspace.guest;

import org.jspecify.annotations.NullMarked;
