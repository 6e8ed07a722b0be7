package odia.corpus;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
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

  /** Elements whose content is no prose, with it; unclosed, to the end of the article. */
  private static final Pattern BLOCK =
      element("gallery|syntaxhighlight|source|pre|timeline|score|imagemap|hiero|table", "\\z");

  /** The same within a paragraph; unclosed, to the end of the paragraph. */
  private static final Pattern INLINE =
      element("ref|math|chem|ce|nowiki|code", "(?=\\n[ \\t]*\\n)|\\z");

  private static final Pattern HEADING = Pattern.compile("(?m)^=.*$");

  /** A row of a table or a setting of a template that was never closed, or a rule. */
  private static final Pattern REMNANT = Pattern.compile("(?m)^[ \\t]*(?:[|!]|----).*$");

  private static final Pattern WEB_LINK =
      Pattern.compile("\\[(?:https?:|ftp:)?//[^\\s\\[\\]]*+[ \\t]*+([^\\[\\]\\n]*+)]");
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
  private static final Pattern BREAK =
      Pattern.compile("(?i)</?(?:br|p|div|center|blockquote|poem|[uod]l|li|d[td])\\b[^<>]*>");
  private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]*>");
  private static final Pattern QUOTES = Pattern.compile("'{2,}");
  private static final Pattern MAGIC_WORD = Pattern.compile("__[^\\s_]{1,40}__");
  private static final Pattern LIST_MARK = Pattern.compile("(?m)^[*#:;]+\\s*");
  private static final Pattern BRACES = Pattern.compile("[{}]+");
  private static final Pattern BLANKS = Pattern.compile("[ \\t\\u00A0]+");

  /** A link whose words are not in the text: a picture, or a shelf that the article stands on. */
  private static final Pattern UNSEEN =
      Pattern.compile("(?i)\\s*(?:file|image|category|ଫାଇଲ|ଶ୍ରେଣୀ|ବିଭାଗ)\\s*:");

  /** A link into a namespace or another language, where it is not a plain title. */
  private static final Pattern NAMESPACED = Pattern.compile("\\s*:?[^\\s|]{1,30}:");

  /** Characters that are spelled out: {@code &nbsp;}, {@code &#2835;}, {@code &#xB13;}. */
  private static final Pattern ENTITY =
      Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));");

  /** The names met in prose; others stay as they are written. */
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("nbsp", " "),
          Map.entry("thinsp", " "),
          Map.entry("ensp", " "),
          Map.entry("emsp", " "),
          Map.entry("shy", ""),
          Map.entry("zwj", "\u200D"),
          Map.entry("zwnj", "\u200C"),
          Map.entry("ndash", "–"),
          Map.entry("mdash", "—"),
          Map.entry("minus", "−"),
          Map.entry("times", "×"),
          Map.entry("deg", "°"),
          Map.entry("middot", "·"),
          Map.entry("bull", "•"),
          Map.entry("hellip", "…"),
          Map.entry("lsquo", "‘"),
          Map.entry("rsquo", "’"),
          Map.entry("ldquo", "“"),
          Map.entry("rdquo", "”"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("amp", "&"));

  private Wikitext() {}

  private static Pattern element(String names, String orEnd) {
    return Pattern.compile(
        "<(%s)\\b(?:[^<>]*/>|[^<>]*>.*?(?:</\\1\\s*>|%s))".formatted(names, orEnd),
        Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  }

  /** Paragraphs and list entries, none blank. */
  static List<String> paragraphs(String wikitext) {
    String text = COMMENT.matcher(wikitext).replaceAll("");
    text = INLINE.matcher(text).replaceAll(" ");
    text = BLOCK.matcher(text).replaceAll("\n");
    text = Balanced.without(text, "{{", "}}");
    text = Balanced.without(text, "{|", "|}");
    text = Balanced.replace(text, "[[", "]]", Wikitext::words);
    text = HEADING.matcher(text).replaceAll("");
    text = REMNANT.matcher(text).replaceAll("");
    text = WEB_LINK.matcher(text).replaceAll(link -> Matcher.quoteReplacement(link.group(1)));
    text = ADDRESS.matcher(text).replaceAll("");
    text = BREAK.matcher(text).replaceAll("\n");
    for (Pattern mark : List.of(TAG, QUOTES, MAGIC_WORD, LIST_MARK, BRACES)) {
      text = mark.matcher(text).replaceAll("");
    }
    text = BLANKS.matcher(decoded(text)).replaceAll(" ");
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** What a reader sees of a link: the words after the last bar, or the title, or nothing. */
  private static String words(String link) {
    int bar = link.lastIndexOf('|');
    boolean titleOnly = bar < 0;
    if (UNSEEN.matcher(link).lookingAt() || titleOnly && NAMESPACED.matcher(link).lookingAt()) {
      return "";
    }
    return link.substring(bar + 1);
  }

  private static String decoded(String text) {
    return ENTITY.matcher(text).replaceAll(e -> Matcher.quoteReplacement(character(e)));
  }

  private static String character(MatchResult entity) {
    if (entity.group(3) != null) {
      return NAMED.getOrDefault(entity.group(3), entity.group());
    }
    boolean decimal = entity.group(1) != null;
    int code = Integer.parseInt(entity.group(decimal ? 1 : 2), decimal ? 10 : 16);
    boolean isText = Character.isDefined(code) && Character.getType(code) != Character.SURROGATE;
    return isText && !Character.isISOControl(code) ? Character.toString(code) : " ";
  }
}
