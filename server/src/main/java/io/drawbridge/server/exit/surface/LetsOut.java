package io.drawbridge.server.exit.surface;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says through which surfaces a class, and those within it, lets data out. A class that does so and
 * does not say it fails the build, and so does a surface that no class names.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface LetsOut {
  Surface[] value();
}
