/** The tests that keep the tree as ARCHITECTURE.md and the rules of the house say. */
@NullMarked
package io.drawbridge.server.house;

import org.jspecify.annotations.NullMarked;
