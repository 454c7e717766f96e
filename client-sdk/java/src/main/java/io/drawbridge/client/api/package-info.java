/**
 * The commands as methods, one class a feature. They add client ids and nothing else; whatever is
 * missing here can be sent with {@link io.drawbridge.client.Caller#call}.
 */
@NullMarked
package io.drawbridge.client.api;

import org.jspecify.annotations.NullMarked;
