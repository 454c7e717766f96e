/**
 * Has the commands as methods, one class a feature; {@link io.drawbridge.client.api.Commands} is
 * the way in. What takes many choices is put together first and then sent, as {@link
 * io.drawbridge.client.api.Addition} is. They add client ids and nothing else; whatever is missing
 * here can be sent with {@link io.drawbridge.client.Caller#call}.
 */
@NullMarked
package io.drawbridge.client.api;

import org.jspecify.annotations.NullMarked;
