/**
 * The real conversations a replay runs on: lines, the threads they form, and who is a regular. Pure
 * data.
 */
@NullMarked
package io.drawbridge.load.corpus;

import org.jspecify.annotations.NullMarked;
