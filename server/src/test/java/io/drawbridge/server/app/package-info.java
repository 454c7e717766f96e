@NullMarked
package io.drawbridge.server.app;

import org.jspecify.annotations.NullMarked;
