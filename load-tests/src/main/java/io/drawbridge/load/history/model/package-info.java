/** The naive model that random histories are compared with. It knows nothing of the server. */
@NullMarked
package io.drawbridge.load.history.model;

import org.jspecify.annotations.NullMarked;
