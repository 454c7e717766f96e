/**
 * Random histories through the wire, held against a small model of who may see what: what each may
 * read, and what each device was sent, exactly that, in order, once. Entry point: {@link
 * io.drawbridge.load.history.Histories}; the model is {@link
 * io.drawbridge.load.history.model.AccessModel}.
 */
@NullMarked
package io.drawbridge.load.history;

import org.jspecify.annotations.NullMarked;
