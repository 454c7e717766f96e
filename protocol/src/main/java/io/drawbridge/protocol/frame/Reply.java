package io.drawbridge.protocol.frame;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.result.Result;

/**
 * The answer to a command that succeeded.
 *
 * @param id the id of the command's frame
 * @param result what came of it
 */
@JsonTypeName("reply")
public record Reply(long id, Result result) implements ServerFrame {}
