@NullMarked
package io.drawbridge.server.slash;

import org.jspecify.annotations.NullMarked;
