package odia.corpus;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prose out of wikitext: what a reader of the article would read in its paragraphs and lists.
 * Templates, tables, references, headings, files, categories and markup go; of a link its words
 * stay. Total: broken markup costs text, never an exception, and never more than a time that grows
 * with the length of the text.
 *
 * <p>The patterns keep to that by never looking past the next mark of their own kind: {@code [^<>]}
 * in a tag, {@code [^\[\]]} in a link.
 */
final class Wikitext {

  private static final Pattern COMMENT = Pattern.compile("<!--.*?(?:-->|\\z)", Pattern.DOTALL);

  /** Elements whose content is no prose, with it. */
  private static final Pattern ELEMENT =
      Pattern.compile(
          "<(ref|math|gallery|syntaxhighlight|source|code|pre|timeline|score|nowiki|imagemap|div|table)\\b"
              + "(?:[^<>]*/>|[^<>]*>.*?(?:</\\1\\s*>|\\z))",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]{0,500}>");
  private static final Pattern HEADING = Pattern.compile("(?m)^=.*$");
  private static final Pattern WEB_LINK =
      Pattern.compile("\\[(?:https?:|ftp:)?//[^\\s\\[\\]]*+[ \\t]*+([^\\[\\]\\n]*+)]");
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
  private static final Pattern QUOTES = Pattern.compile("'{2,}");
  private static final Pattern MAGIC_WORD = Pattern.compile("__[A-Z]+__");
  private static final Pattern LIST_MARK = Pattern.compile("(?m)^[*#:;]+\\s*");
  private static final Pattern BLANKS = Pattern.compile("[ \\t\\u00A0]+");

  /** A link into a namespace (file, category, another language), where it is not a plain title. */
  private static final Pattern NAMESPACED =
      Pattern.compile("^:?[^\\s|\\]]{1,30}:.*", Pattern.DOTALL);

  private Wikitext() {}

  /** Paragraphs and list entries, none blank. */
  static List<String> paragraphs(String wikitext) {
    String text = COMMENT.matcher(wikitext).replaceAll("");
    text = Balanced.without(text, "{{", "}}");
    text = Balanced.without(text, "{|", "|}");
    text = ELEMENT.matcher(text).replaceAll(" ");
    text = Balanced.replace(text, "[[", "]]", Wikitext::words);
    text = HEADING.matcher(text).replaceAll("");
    text = WEB_LINK.matcher(text).replaceAll(link -> Matcher.quoteReplacement(link.group(1)));
    text = ADDRESS.matcher(text).replaceAll("");
    text = TAG.matcher(text).replaceAll("");
    text = QUOTES.matcher(text).replaceAll("");
    text = MAGIC_WORD.matcher(text).replaceAll("");
    text = LIST_MARK.matcher(text).replaceAll("");
    text = BLANKS.matcher(entities(text)).replaceAll(" ");
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /**
   * What a reader sees of a link: the words after the last bar, or the title; of a file nothing.
   */
  private static String words(String link) {
    if (NAMESPACED.matcher(link).matches()) {
      return "";
    }
    return link.substring(link.lastIndexOf('|') + 1);
  }

  private static String entities(String text) {
    return text.replace("&nbsp;", " ")
        .replace("&ndash;", "–")
        .replace("&mdash;", "—")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
