/**
 * Describes the protocol from its records and their Javadoc, so that each fact has one home: the
 * page docs/protocol.md, an OpenAPI and an AsyncAPI document, and the JSON Schemas in both. {@link
 * io.drawbridge.protocol.docs.ProtocolDocs} is the way in.
 */
@NullMarked
package io.drawbridge.protocol.docs;

import org.jspecify.annotations.NullMarked;
