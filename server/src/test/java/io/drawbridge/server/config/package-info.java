/** Tests of the configuration. */
@NullMarked
package io.drawbridge.server.config;

import org.jspecify.annotations.NullMarked;
