package io.drawbridge.server.preview;

import java.util.Optional;

/** Holds what a page says of itself, cut to what a message shows. */
record Page(String title, Optional<String> description, Optional<String> site) {}
