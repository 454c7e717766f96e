package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** The result that says only that it is done. */
@JsonTypeName("done")
public record Done() implements Result {}
