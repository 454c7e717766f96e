/**
 * The configuration: {@code ConfigKey} lists every key, {@code ServerConfig} is the typed tree.
 * Imported only by the composition root and the commands of {@code Main}; features get the values
 * they need.
 */
@NullMarked
package io.drawbridge.server.config;

import org.jspecify.annotations.NullMarked;
