package io.drawbridge.protocol.docs;

import com.github.therapi.runtimejavadoc.ClassJavadoc;
import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentVisitor;
import com.github.therapi.runtimejavadoc.FieldJavadoc;
import com.github.therapi.runtimejavadoc.Link;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;
import com.github.therapi.runtimejavadoc.Value;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the Javadoc of the protocol's types, which its build keeps beside their classes, as one
 * line of Markdown each.
 */
final class Texts {
  private static final Pattern BREAK = Pattern.compile("\\s*<p>\\s*");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Texts() {}

  /** The sentences on what the type is for. */
  static String of(Class<?> type) {
    return text(RuntimeJavadoc.getJavadoc(type).getComment(), type.getName());
  }

  /** The sentences on what the component holds. */
  static String of(Class<?> type, RecordComponent component) {
    return RuntimeJavadoc.getJavadoc(type).getRecordComponents().stream()
        .filter(each -> each.getName().equals(component.getName()))
        .map(each -> text(each.getComment(), type.getName() + "." + component.getName()))
        .findFirst()
        .orElseThrow(() -> undescribed(type.getName() + "." + component.getName()));
  }

  /** The sentences on what the constant means. */
  static String of(Field constant) {
    ClassJavadoc type = RuntimeJavadoc.getJavadoc(constant.getDeclaringClass());
    List<FieldJavadoc> all = constant.isEnumConstant() ? type.getEnumConstants() : type.getFields();
    return all.stream()
        .filter(each -> each.getName().equals(constant.getName()))
        .map(each -> text(each.getComment(), constant.toString()))
        .findFirst()
        .orElseThrow(() -> undescribed(constant.toString()));
  }

  private static String text(Comment comment, String of) {
    String text = BREAK.matcher(markdown(comment)).replaceAll(" ");
    String line = SPACE.matcher(text).replaceAll(" ").strip();
    if (line.isEmpty()) {
      throw undescribed(of);
    }
    return line;
  }

  private static String markdown(Comment comment) {
    StringBuilder text = new StringBuilder();
    comment.visit(
        new CommentVisitor() {
          @Override
          public void commentText(String value) {
            text.append(value);
          }

          @Override
          public void inlineLink(Link link) {
            text.append('`').append(link.getLabel()).append('`');
          }

          @Override
          public void inlineTag(String name, String value) {
            text.append('`').append(value.strip()).append('`');
          }

          @Override
          public void inlineValue(Value value) {
            throw new IllegalStateException("{@value} is not used in the protocol");
          }
        });
    return text.toString();
  }

  private static IllegalStateException undescribed(String what) {
    return new IllegalStateException(what + " has no Javadoc (expected: a sentence on what it is)");
  }
}
