/**
 * The externals of a workspace for those who run it: who is where, and ending it for many at once.
 */
@NullMarked
package io.drawbridge.server.external;

import org.jspecify.annotations.NullMarked;
