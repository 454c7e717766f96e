/**
 * The composition of the server: {@code Server} puts the parts together. {@code app.Main} is the
 * entry point; features live in packages of their own. Not imported by other modules, except by
 * their tests.
 */
@NullMarked
package io.drawbridge.server;

import org.jspecify.annotations.NullMarked;
