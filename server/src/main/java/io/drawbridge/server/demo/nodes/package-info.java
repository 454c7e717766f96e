/**
 * The demo with several nodes on one machine: their processes, a balancer before them, NATS between
 * them, and the embedded database below. {@code ManyNodes} is the entry point; imported by {@code
 * Main}'s commands only.
 */
@NullMarked
package io.drawbridge.server.demo.nodes;

import org.jspecify.annotations.NullMarked;
