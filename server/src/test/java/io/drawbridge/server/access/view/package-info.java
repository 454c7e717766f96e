@NullMarked
package io.drawbridge.server.access.view;

import org.jspecify.annotations.NullMarked;
