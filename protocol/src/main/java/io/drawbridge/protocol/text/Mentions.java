package io.drawbridge.protocol.text;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.Id;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/**
 * Finds the people and groups that a Markdown text mentions by {@code <@a_…>} and {@code <@c_…>};
 * the latter with the conversation's own id is everybody in it. What <a
 * href="https://spec.commonmark.org/0.31.2/">CommonMark</a> shows as it is written mentions nobody:
 * code spans and blocks, what follows a backslash, the inside of HTML tags and comments.
 */
public final class Mentions {
  private static final Pattern PERSON = Pattern.compile("<@a_[0-9a-z]{13}>");
  private static final Pattern GROUP = Pattern.compile("<@c_[0-9a-z]{13}>");

  /** Of {@code a_} or {@code c_} and thirteen characters. */
  private static final int ID_CHARS = 15;

  private static final Parser PARSER =
      Parser.builder().customInlineContentParserFactory(new Tokens()).build();

  private Mentions() {}

  /** The people, each once, in order. Takes time that grows with the text: not on an event loop. */
  public static Set<AccountId> in(String text) {
    return of(AccountId.class, PERSON, text);
  }

  /** The groups, or the conversation itself, each once, in order; as long as the people. */
  public static Set<ConversationId> groups(String text) {
    return of(ConversationId.class, GROUP, text);
  }

  private static <I extends Id> Set<I> of(Class<I> kind, Pattern form, String text) {
    if (!form.matcher(text).find()) {
      return Set.of();
    }
    Set<I> named = new LinkedHashSet<>();
    // By hand and not by a visitor: a text of nothing but quote signs nests thousands deep.
    Node top = PARSER.parse(text);
    Optional<Node> node = Optional.of(top);
    while (node.isPresent()) {
      if (node.get() instanceof Token token && kind.isInstance(token.named)) {
        named.add(kind.cast(token.named));
      }
      node = after(node.get());
    }
    return named;
  }

  /** The next node of the document: the first child, else the next of what it lies in. */
  private static Optional<Node> after(Node node) {
    if (node.getFirstChild() != null) {
      return Optional.of(node.getFirstChild());
    }
    Node at = node;
    while (at != null && at.getNext() == null) {
      at = at.getParent();
    }
    return Optional.ofNullable(at).map(Node::getNext);
  }

  /** A mention in the document. */
  private static final class Token extends CustomNode {
    private final Id named;

    Token(Id named) {
      this.named = named;
    }
  }

  /** Reads {@code <@a_…>} and {@code <@c_…>} where inline Markdown is read. */
  private static final class Tokens implements InlineContentParserFactory, InlineContentParser {
    @Override
    public Set<Character> getTriggerCharacters() {
      return Set.of('<');
    }

    @Override
    public InlineContentParser create() {
      return this;
    }

    @Override
    public ParsedInline tryParse(InlineParserState state) {
      Scanner scanner = state.scanner();
      if (!scanner.next('<') || !scanner.next('@')) {
        return ParsedInline.none();
      }
      Position begin = scanner.position();
      for (int i = 0; i < ID_CHARS && scanner.hasNext(); i++) {
        scanner.next();
      }
      String id = scanner.getSource(begin, scanner.position()).getContent();
      if (!scanner.next('>')) {
        return ParsedInline.none();
      }
      try {
        Id named = id.startsWith("c") ? ConversationId.parse(id) : AccountId.parse(id);
        return ParsedInline.of(new Token(named), scanner.position());
      } catch (ProtocolException notAnId) {
        return ParsedInline.none();
      }
    }
  }
}
