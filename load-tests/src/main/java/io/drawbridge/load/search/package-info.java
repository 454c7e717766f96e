/**
 * Measures search at a size: a database full of messages, pages over the wire beside the same
 * statements without a server, and the plans. Entry point {@code SearchScenario}.
 */
@NullMarked
package io.drawbridge.load.search;

import org.jspecify.annotations.NullMarked;
