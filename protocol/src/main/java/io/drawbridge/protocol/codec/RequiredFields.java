package io.drawbridge.protocol.codec;

import java.util.Optional;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Requires every component of a record that is not an {@link Optional}. Without it an absent number
 * is 0 and an absent boolean false: the switch for nulls does not see what is not there.
 */
final class RequiredFields extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  @Override
  public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    boolean component =
        member instanceof AnnotatedParameter && member.getDeclaringClass().isRecord();
    if (component && member.getRawType() != Optional.class) {
      return Boolean.TRUE;
    }
    return super.hasRequiredMarker(config, member);
  }
}
